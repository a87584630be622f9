import { randomBytes } from '../../src/crypto/bytes';
import { uuid7 } from '../../src/crypto/uuid';
import { loadDirectory } from '../../src/store/blocks';
import { openDatabase } from '../../src/store/database';
import { saveRecord, type UnnumberedRecord } from '../../src/store/outbox';
import type { Database } from '../../src/store/schema';
import { createVault, type OpenStore, readSession, unlock } from '../../src/store/vault';
import { type Flight, fly } from '../../src/sync/flight';
import type { VatraRecord } from '../../src/sync/protocol';
import type { LocalCopy } from '../../src/sync/pull';
import { makeWire } from '../../src/sync/wire';
import { FakeServer } from './fake';

export const PIN = '472905';

/** How the network may treat one request. */
export type Weather = (path: string) => 'fine' | 'lost' | 'answer_lost' | 'twice';

/** A server, and the phone of the nurse Ana who works there. */
export async function anaAt(place: number): Promise<{ server: FakeServer; phone: Phone }> {
  const server = new FakeServer();
  server.user('ana', place);
  return { server, phone: await Phone.enrol(server, 'ana') };
}

let phones = 0;

/** A phone of the tests: real store, real sync, and a network that can be made to fail. */
export class Phone {
  copy!: LocalCopy;
  weather: Weather = () => 'fine';
  asked: string[] = [];

  private constructor(
    readonly db: Database,
    public store: OpenStore,
    readonly server: FakeServer,
    readonly user: string,
    readonly device: string,
  ) {}

  static async enrol(server: FakeServer, user: string): Promise<Phone> {
    phones += 1;
    const db = await openDatabase(`phone-${phones}`);
    const device = uuid7();
    const session = { device, token: user, user: { id: user, name: 'Ana', roles: [] } };
    const secret = randomBytes(32);
    const store = await createVault(db, { session, pin: PIN, secret, rounds: 1_000 });
    const phone = new Phone(db, store, server, user, device);
    phone.copy = await loadDirectory(store);
    return phone;
  }

  /** The app is killed and opened again: what was only in memory is gone. */
  async restart(): Promise<void> {
    this.store = await unlock(this.db, PIN);
    this.copy = await loadDirectory(this.store);
  }

  async sync(): Promise<Flight> {
    const wire = makeWire({
      base: '',
      fetch: (path, init) => this.request(String(path), init ?? {}),
      headers: { Authorization: `Bearer ${this.user}` },
    });
    const session = await readSession(this.store);
    const idle = () => undefined;
    const { store, copy } = this;
    return fly({
      store,
      wire,
      session,
      copy,
      app: '0.1.0',
      onStep: idle,
      onPage: idle,
      onChange: idle,
    });
  }

  make(place: number, group = uuid7(), more: Partial<UnnumberedRecord> = {}): Promise<VatraRecord> {
    return saveRecord(this.store, { ...blank(this, place, group), ...more }, null);
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    this.asked.push(path);
    const weather = this.weather(path);
    if (weather === 'lost') throw new TypeError('network');
    if (weather === 'twice') await this.server.handle(path, init);
    const answer = await this.server.handle(path, init);
    if (weather === 'answer_lost') throw new TypeError('network');
    return answer;
  }
}

function blank(phone: Phone, place: number, group: string): UnnumberedRecord {
  return {
    id: uuid7(),
    form: 'integrated_services/home_visit',
    version: '1',
    subject: { type: 'household', id: group },
    group,
    place,
    dossier: null,
    prev: null,
    intent: 'new',
    reason: null,
    author: phone.user,
    role: 'community_nurse',
    device: phone.device,
    made_at: new Date().toISOString(),
    clock: { off_ms: 0, age_s: null },
    app: '0.1.0',
    answers: { note: 'țigăi' },
    blobs: [],
  };
}
