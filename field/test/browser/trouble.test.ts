import { expect, test } from 'vitest';
import { breaches, soon } from './bench';
import {
  addHousehold,
  at,
  enrol,
  goOffline,
  loseStore,
  openAt,
  PIN,
  page,
  secondWindow,
  server,
  tap,
  unlock,
} from './hand';
import { PLACE, USER } from './phone-server';

test('after five minutes without a touch the phone locks itself', async () => {
  await page.clock.install();
  await enrol();

  await page.clock.fastForward('06:00');

  await at('locked').waitFor();
});

test('wrong PINs are counted aloud', async () => {
  await enrol();
  await page.reload();

  await unlock('111222');

  await page.getByText('Mai aveți 9 încercări').waitFor();
});

test('data thrown away by the browser is noticed and said', async () => {
  await enrol();
  await goOffline();
  await addHousehold();

  await loseStore();

  await page.getByText('Telefonul a șters datele aplicației').waitFor();
  await page.getByText('Erau netrimise o intrare').waitFor();
});

test('in a second window the app asks before it takes over', async () => {
  await enrol();
  const first = await secondWindow();
  await page.goto(server.address);
  await unlock();
  await at('elsewhere').waitFor();

  await tap('Folosește aici');

  await at('today').waitFor();
  await first.getByTestId('locked').waitFor();
});

test('after the sign-in has ended, what was written leaves once the link is renewed', async () => {
  await enrol();
  server.users.delete(USER);
  await addHousehold();
  await openAt('#/azi');
  await page.getByRole('link', { name: 'Reînnoiește legătura' }).click();
  server.user(USER, PLACE);
  await at('renew-pin').fill(PIN);

  await tap(/^Reînnoiește$/);

  await soon(() => server.journal.size).toBe(1);
  await soon(() => page.getByText('Reînnoiește legătura').count()).toBe(0);
});

test('who loses the commune keeps nothing of it, and is told', async () => {
  await enrol();
  await addHousehold();
  await soon(() => server.journal.size).toBe(1);
  server.user(USER);
  await openAt('#/trimiteri');
  await at('send-now').click();
  await openAt('#/azi');

  await page.getByText('Nu mai lucrați în Comuna').waitFor();
  await page.getByText('Acum nu lucrați în nicio comună').waitFor();
  await at('dropped-read').click();
  await openAt('#/oameni');

  await soon(() => at('search-count').textContent()).toBe('0 gospodării');
});

test('a full phone says so, keeps the answers on the screen and saves once there is room', async () => {
  await enrol();
  await openAt('#/adauga');
  await at('start-house').click();
  await tap('Continuă');
  await page.getByLabel('Vorona').check();
  await tap('Continuă');
  await page.getByLabel('Numele gospodăriei').fill('Familia Popa');
  await tap('Continuă');
  const makeRoom = await fillDisk();

  await tap('Salvează pe telefon');
  await page.getByText('Nu mai este loc pe telefon').first().waitFor();
  await makeRoom();
  await tap('Salvează pe telefon');

  await at('saved').waitFor();
  await soon(() => server.journal.size).toBe(1);
});

/** Chromium counts small writes late: the outbox is made to fail as a full disk makes it fail. */
async function fillDisk(): Promise<() => Promise<void>> {
  const put = await page.evaluateHandle(() => {
    const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function full(...row) {
      if (this.name === 'outbox') throw new DOMException('full', 'QuotaExceededError');
      return add.apply(this, row);
    };
    return add;
  });
  return () =>
    put.evaluate((add) => {
      IDBObjectStore.prototype.add = add;
    });
}

test('a store that does not open is never replaced without a word', async () => {
  await page.goto(server.address);
  await at('welcome').waitFor();
  await page.evaluate(async () => {
    const gone = indexedDB.deleteDatabase('vatra');
    await new Promise((done) => {
      gone.onsuccess = done;
    });
    const newer = indexedDB.open('vatra', 99);
    await new Promise((done) => {
      newer.onsuccess = done;
    });
    newer.result.close();
  });

  await page.reload();

  await at('unreadable').waitFor();
  expect(await breaches(page)).toEqual([]);
  await page.getByText('Reparare').click();
  const repair = page.getByRole('button', { name: 'Șterge și repară' });
  await soon(() => repair.isDisabled()).toBe(true);
  await page.getByLabel('Am înțeles').check();
  await tap('Șterge și repară');
  await at('welcome').waitFor();
});
