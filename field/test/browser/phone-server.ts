import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { build } from 'vite';
import { randomBytes, toBase64 } from '../../src/crypto/bytes';
import { uuid7 } from '../../src/crypto/uuid';
import type { Bundle, BundlePerson } from '../../src/sync/bundle';
import type { Replaced, VatraRecord } from '../../src/sync/protocol';
import { bundleOf, FakeServer, type Group } from '../sync/fake';

const ROOT = resolve(import.meta.dirname, '../..');
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
  "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'";
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

export const USER = '01900000-0000-7000-8000-00000000aaaa';
export const PLACE = 39863;

/** The fake server behind a real address, with the built app beside it. */
export class PhoneServer extends FakeServer {
  signedIn = true;
  /** Under which number each enrolled phone was known before. */
  replaced: (Replaced | null)[] = [];
  address = '';
  private http: Server | null = null;

  static async start(): Promise<PhoneServer> {
    const server = new PhoneServer();
    const folder = mkdtempSync(join(tmpdir(), 'vatra-phone-'));
    const outDir = join(folder, 'dist');
    await build({ root: ROOT, logLevel: 'error', build: { outDir, emptyOutDir: true } });
    server.packs = JSON.parse(readFileSync(join(ROOT, 'src/generated/packs.json'), 'utf8'));
    server.user(USER, PLACE);
    await server.listen(outDir);
    return server;
  }

  stop(): void {
    this.http?.closeAllConnections();
    this.http?.close();
  }

  private listen(dist: string): Promise<void> {
    const http = createServer((request, response) => {
      void this.answer(dist, request, response);
    });
    this.http = http;
    return new Promise((done) => {
      http.listen(0, '127.0.0.1', () => {
        this.address = `http://127.0.0.1:${(http.address() as AddressInfo).port}/teren/`;
        done();
      });
    });
  }

  private async answer(dist: string, request: IncomingMessage, response: ServerResponse) {
    const path = (request.url ?? '').split('?')[0] ?? '';
    if (path.startsWith('/api/sync/v1/')) {
      const answer = await this.api(path.slice('/api/sync/v1/'.length), request);
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(Buffer.from(await answer.arrayBuffer()));
      return;
    }
    const file = join(dist, path.replace('/teren/', '') || 'index.html');
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY });
    response.end(readFileSync(file));
  }

  private async api(path: string, request: IncomingMessage): Promise<Response> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts);
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    if (path === 'enrol') return this.enrol(body.toString('utf8'));
    const packed = headers.get('Content-Encoding') === 'gzip';
    const content = packed ? new Uint8Array(body).buffer : body.toString('utf8');
    return this.handle(path, { method: request.method ?? 'GET', headers, body: content });
  }

  private enrol(body: string): Response {
    if (!this.signedIn) return Response.json({}, { status: 401 });
    this.replaced.push((JSON.parse(body) as { replaces: Replaced | null }).replaces);
    const user = this.syncUser({ id: USER });
    return Response.json({ device: uuid7(), token: USER, user, secret: toBase64(randomBytes(32)) });
  }

  protected override syncUser(user: { id: string }) {
    const roles = [{ role: 'community_nurse', place: PLACE, place_name: 'Vorona' }];
    return { id: user.id, name: 'Ana Ionescu', roles };
  }

  protected override slice() {
    return { localities: [{ siruta: 39872, name: 'Vorona' }] };
  }

  protected override bundle(id: string, group: Group): Bundle {
    const bundle = bundleOf(id, group);
    const home = group.records.find((record) => record.form === 'registry/household')?.answers;
    const { household_name: name, street, number, locality } = home ?? {};
    return {
      ...bundle,
      household: { id, name, street, number, locality, geo: null } as Bundle['household'],
      persons: group.records.filter((one) => one.form === 'registry/person').map(personOf),
    };
  }
}

function personOf({ subject, answers }: VatraRecord): BundlePerson {
  const { family_name, given_name, sex, birth_date, relation } = answers;
  const said = { family_name, given_name, sex, birth_date, relation } as Partial<BundlePerson>;
  const silent = {
    id_state: null,
    cnp_last4: null,
    phone: null,
    family_doctor: null,
    insured: null,
  };
  return { id: subject.id, alive: true, from: null, to: null, ...silent, ...said } as BundlePerson;
}
