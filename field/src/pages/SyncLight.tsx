import type { ExchangeState } from '../app/exchange';
import { useExchange, useSnapshot } from '../app/open';
import { hrefOf } from '../app/route';
import type { Snapshot } from '../app/snapshot';
import { ago, counted } from '../app/words';
import { Icon, type IconName } from '../icons/Icon';

interface Light {
  icon: IconName;
  text: string;
  waits: boolean;
}

export function waitingCount(snapshot: Snapshot): number {
  return snapshot.pending.filter((one) => one.state === 'waiting').length;
}

export function heldCount(snapshot: Snapshot): number {
  return snapshot.receipts.filter((row) => row.status === 'quarantined').length;
}

/** Always on the screen: what has not left, what was held, and when the server was last reached. */
export function SyncLight() {
  const light = lightOf(useSnapshot(), useExchange());
  return (
    <a
      class={light.waits ? 'light is-waiting' : 'light'}
      href={hrefOf({ page: 'trimiteri' })}
      data-testid="sync-light"
    >
      <Icon name={light.icon} />
      <span aria-live="polite">{light.text}</span>
    </a>
  );
}

function lightOf(snapshot: Snapshot, exchange: ExchangeState): Light {
  const waiting = waitingCount(snapshot);
  const held = heldCount(snapshot);
  if (waiting > 0) {
    const words = counted(waiting, 'O netrimisă', 'netrimise');
    const saved = waiting === 1 ? 'salvată pe telefon' : 'salvate pe telefon';
    const where = exchange.running ? 'se trimite' : saved;
    const icon = exchange.running ? 'cloud-upload' : 'smartphone';
    return { icon, text: `${words} · ${where}`, waits: true };
  }
  if (held > 0) {
    return {
      icon: 'octagon-alert',
      text: counted(held, 'O intrare reținută', 'intrări reținute'),
      waits: true,
    };
  }
  return quietLight(snapshot, exchange);
}

function quietLight(snapshot: Snapshot, exchange: ExchangeState): Light {
  if (exchange.failure === 'sign_in')
    return { icon: 'key-round', text: 'Intrați din nou în cont', waits: true };
  if (exchange.failure === 'too_old')
    return { icon: 'download', text: 'Aplicația trebuie actualizată', waits: true };
  if (exchange.running === 'pull')
    return { icon: 'refresh-cw', text: 'Se aduc date', waits: false };
  if (snapshot.pulledAt === null) {
    return exchange.failure === null
      ? { icon: 'refresh-cw', text: 'Se aduc primele date', waits: false }
      : { icon: 'cloud-off', text: 'Fără server', waits: false };
  }
  if (exchange.failure !== null) {
    return { icon: 'cloud-off', text: `Fără server · ${ago(snapshot.pulledAt)}`, waits: false };
  }
  const sent = snapshot.made > 0 ? 'Totul acceptat' : 'Legat de server';
  return { icon: 'cloud-check', text: `${sent} · ${ago(snapshot.pulledAt)}`, waits: false };
}
