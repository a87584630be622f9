import { canonical, sha256 } from '../../src/crypto/canonical';
import type { Bundle } from '../../src/sync/bundle';
import type { Colleague, InstitutionFact } from '../../src/sync/facts';
import type {
  HelloRequest,
  PullAnswer,
  PullRequest,
  PushResult,
  SyncUser,
  VatraRecord,
} from '../../src/sync/protocol';

export interface Group {
  place: number;
  seq: number;
  records: VatraRecord[];
}

interface FakeUser {
  id: string;
  grants: Map<number, string>;
}

/** A server in memory that keeps the sync contract: idempotent push, feed by place, epochs. */
export class FakeServer {
  users = new Map<string, FakeUser>();
  journal = new Map<string, { sha: string; record: VatraRecord; times: number }>();
  held = new Map<string, { sha: string; record: VatraRecord; times: number }>();
  groups = new Map<string, Group>();
  blobs = new Map<string, number>();
  minApp = '0.0.1';
  wipe = new Set<string>();
  maxBody = 1_000_000;
  formsEtag = 'v1';
  packs: unknown = { forms: {} };
  faulty = new Set<string>();
  settled = new Set<string>();
  voided = new Set<string>();
  /** Forms whose entries are held back as invalid. */
  refused = new Set<string>();
  team: Colleague[] = [];
  institutions: InstitutionFact[] = [];
  /** Users whose phone has signed out. */
  left = new Set<string>();
  /** What each phone told at its latest hello, and what lay sealed on those that emptied themselves. */
  told = new Map<string, HelloRequest>();
  emptied = new Map<string, number>();
  private seqs = new Map<number, number>();

  user(id: string, ...places: number[]): FakeUser {
    const user = { id, grants: new Map(places.map((place) => [place, 'first'])) };
    this.users.set(id, user);
    return user;
  }

  /** The handler behind `fetch`; the bearer token is the user's id. */
  async handle(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const user = this.users.get((headers.get('Authorization') ?? '').replace('Bearer ', ''));
    if (!user) return new Response(null, { status: 401 });
    if (init.method === 'PUT' || init.method === 'HEAD') return this.blob(path, init, headers);
    const fact = this.fact(path, headers);
    if (fact) return fact;
    if (path === 'leave') {
      this.left.add(user.id);
      return this.json({ left: true });
    }
    const text = await bodyText(init, headers);
    if (text.length > this.maxBody) return new Response(null, { status: 413 });
    const body = JSON.parse(text) as unknown;
    if (path === 'hello') return this.json(this.hello(user, body as HelloRequest));
    if (path === 'emptied') {
      this.emptied.set(user.id, (body as { unsent: number }).unsent);
      return this.json({ noted: true });
    }
    if (path === 'push')
      return this.json(await this.push(user, (body as { records: VatraRecord[] }).records));
    if (path === 'pull') return this.json(this.pull(user, body as PullRequest));
    return new Response(null, { status: 404 });
  }

  /** What names no household: forms, villages, team, institutions. */
  private fact(path: string, headers: Headers): Response | null {
    if (path === 'forms') return this.json(this.packs, { ETag: this.formsEtag });
    if (path.startsWith('place/')) return this.json(this.slice());
    if (path.startsWith('team/')) return this.tagged(headers, { team: this.team });
    if (path.startsWith('institutions/'))
      return this.tagged(headers, { institutions: this.institutions });
    return null;
  }

  private hello(user: FakeUser, body: HelloRequest) {
    this.told.set(user.id, body);
    return {
      server_time: new Date().toISOString(),
      min_app: this.minApp,
      grants: [...user.grants].map(([place, epoch]) => {
        return { place, name: `Comuna ${place}`, epoch, role: 'community_nurse' };
      }),
      forms_etag: this.formsEtag,
      wipe: this.wipe.has(user.id),
      user: this.syncUser(user),
      counts: this.counts(user),
      expects_device_seq: this.lastSeq(body.device) + 1,
      quarantine: [...this.held.values()]
        .filter((one) => one.record.author === user.id && !this.settled.has(one.record.id))
        .map((one) => ({ id: one.record.id, form: one.record.form, reasons: [] })),
    };
  }

  private async push(user: FakeUser, records: VatraRecord[]) {
    const results: Record<string, PushResult> = {};
    for (const record of records) results[record.id] = await this.take(user, record);
    return { results, counts: this.counts(user) };
  }

  private async take(user: FakeUser, record: VatraRecord): Promise<PushResult> {
    if (this.faulty.has(record.id)) return result('retry', 'server_fault');
    const sha = await sha256(canonical(record));
    const known = this.journal.get(record.id);
    if (known) {
      known.times += 1;
      return known.sha === sha ? result('accepted') : result('quarantined', 'id_reused');
    }
    const reason = this.refusal(user, record);
    if (reason) {
      this.held.set(record.id, { sha, record, times: (this.held.get(record.id)?.times ?? 0) + 1 });
      return result('quarantined', reason);
    }
    this.held.delete(record.id);
    this.journal.set(record.id, { sha, record, times: 1 });
    this.file(record);
    return result('accepted');
  }

  private refusal(user: FakeUser, record: VatraRecord): string | null {
    if (!user.grants.has(record.place)) return 'out_of_scope';
    return this.refused.has(record.form) ? 'invalid' : null;
  }

  private file(record: VatraRecord): void {
    const group = this.groups.get(record.group) ?? { place: record.place, seq: 0, records: [] };
    group.records.push(record);
    group.seq = this.nextSeq(group.place);
    this.groups.set(record.group, group);
  }

  /** A household moves to another commune: gone for those who see only the old one. */
  move(groupId: string, place: number): void {
    const group = this.groups.get(groupId) as Group;
    group.place = place;
    group.seq = this.nextSeq(place);
  }

  private nextSeq(place: number): number {
    const seq = (this.seqs.get(place) ?? 0) + 1;
    this.seqs.set(place, seq);
    return seq;
  }

  private pull(user: FakeUser, { cursor, epochs, limit }: PullRequest): PullAnswer {
    const drop = Object.keys(cursor)
      .map(Number)
      .filter((place) => !user.grants.has(place));
    const page: PullAnswer = {
      bundles: [],
      gone: [],
      drop,
      cursor: {},
      more: false,
      server_time: new Date().toISOString(),
    };
    for (const [place, epoch] of user.grants) {
      this.fill(page, place, epochs[place] === epoch ? (cursor[place] ?? 0) : 0, limit);
    }
    page.gone = [...this.groups]
      .filter(([, group]) => !user.grants.has(group.place))
      .map(([id]) => id);
    return page;
  }

  private fill(page: PullAnswer, place: number, from: number, limit: number): void {
    const news = [...this.groups]
      .filter(([, group]) => group.place === place && group.seq > from)
      .sort(([, a], [, b]) => a.seq - b.seq);
    const taken = news.slice(0, limit - page.bundles.length);
    if (taken.length < news.length) page.more = true;
    page.bundles.push(
      ...taken.map(([id, group]) => {
        const bundle = this.bundle(id, group);
        return this.voided.has(id) ? { ...bundle, household: null } : bundle;
      }),
    );
    page.cursor[place] = taken.at(-1)?.[1].seq ?? from;
  }

  protected syncUser(user: FakeUser): SyncUser {
    return { id: user.id, name: 'Ana', roles: [] };
  }

  protected slice(): unknown {
    return { localities: [] };
  }

  /** What a group looks like to a phone; a test with screens derives more. */
  protected bundle(id: string, group: Group): Bundle {
    return bundleOf(id, group);
  }

  counts(user: FakeUser) {
    const accepted = [...this.journal.values()].filter(
      (one) => one.record.author === user.id,
    ).length;
    return { accepted, counted: accepted };
  }

  private blob(path: string, init: RequestInit, headers: Headers): Response {
    const name = path.replace('blob/', '');
    const wanted = [...this.journal.values()].flatMap((one) => one.record.blobs);
    if (!wanted.some((one) => one.sha256 === name)) return new Response(null, { status: 404 });
    let has = this.blobs.get(name) ?? 0;
    if (init.method === 'PUT' && Number(headers.get('Upload-Offset')) === has) {
      has += (init.body as Blob).size;
      this.blobs.set(name, has);
    }
    return new Response(null, { status: 200, headers: { 'Upload-Offset': String(has) } });
  }

  /** As the real server counts: of what it accepted. */
  private lastSeq(device: string): number {
    const own = [...this.journal.values()].filter((one) => one.record.device === device);
    return Math.max(0, ...own.map((one) => one.record.device_seq));
  }

  private tagged(headers: Headers, body: unknown): Response {
    const etag = `"${JSON.stringify(body).length}"`;
    if (headers.get('If-None-Match') === etag) return new Response(null, { status: 304 });
    return this.json(body, { ETag: etag });
  }

  private json(body: unknown, headers: Record<string, string> = {}): Response {
    return Response.json(body, { headers });
  }
}

function result(status: PushResult['status'], code?: string): PushResult {
  return { status, reasons: code ? [{ code, message: code }] : [], flags: [] };
}

async function bodyText(init: RequestInit, headers: Headers): Promise<string> {
  if (headers.get('Content-Encoding') !== 'gzip') return String(init.body);
  const packed = new Blob([init.body as ArrayBuffer]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text();
}

export function bundleOf(id: string, group: Group): Bundle {
  const records = group.records.map((record) => ({
    id: record.id,
    form: record.form,
    version: record.version,
    subject: record.subject,
    prev: record.prev,
    intent: record.intent,
    author: record.author,
    author_name: 'Ana Pop',
    role: record.role,
    made_at: record.made_at,
    occurred_on: record.made_at.slice(0, 10),
    answers: record.answers,
    conflict: false,
  }));
  return {
    group: id,
    kind: 'household',
    place: group.place,
    seq: group.seq,
    household: {
      id,
      name: `Casa ${id.slice(-4)}`,
      locality: null,
      street: null,
      number: null,
      geo: null,
    },
    persons: [],
    records,
    findings: [],
    dossiers: [],
    items: [],
    tasks: [],
  };
}
