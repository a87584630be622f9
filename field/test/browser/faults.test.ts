import { expect, test } from 'vitest';
import { breaches, soon } from './bench';
import {
  addHousehold,
  at,
  complaints,
  context,
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

test('ten wrong PINs destroy the key; the way to what was not sent is said and works', async () => {
  await enrol();
  await goOffline();
  await addHousehold();
  await page.reload();
  for (let left = 9; left >= 1; left -= 1) {
    await unlock('111222');
    await page.getByText(left === 1 ? 'Mai aveți o încercare' : `Mai aveți ${left} `).waitFor();
    await soon(() => at('pin').inputValue()).toBe('');
  }

  await unlock('111222');

  await page.getByText('PIN greșit de zece ori').waitFor();
  await page.getByText('duceți-o la birou').waitFor();
  expect(await breaches(page)).toEqual([]);
  const saved = page.waitForEvent('download');
  await at('safety-copy').click();
  expect((await saved).suggestedFilename()).toMatch(/^vatra-copie-.*\.json$/);
  await context.setOffline(false);
  await enrol();
  expect(server.replaced.at(-1)).toMatchObject({ why: 'key_destroyed', unsent: 1 });
});

test('a phone whose store was thrown away tells the server under which number it was known', async () => {
  await enrol();
  await goOffline();
  await addHousehold();
  await loseStore();
  await tap('Am citit');

  await enrol();

  expect(server.replaced.at(-1)).toMatchObject({ why: 'store_lost', unsent: 1 });
  expect(server.journal.size).toBe(0);
});

test('one entry, two windows and a network that comes back: it is sent once', async () => {
  await enrol();
  await goOffline();
  await addHousehold();
  const first = await secondWindow();
  await page.goto(server.address);
  await unlock();
  await at('elsewhere').waitFor();
  await tap('Folosește aici');
  await first.getByTestId('locked').waitFor();

  await context.setOffline(false);
  await openAt('#/trimiteri');

  await soon(() => at('count-accepted').textContent()).toBe('1');
  expect([...server.journal.values()].map((one) => one.times)).toEqual([1]);
});

test('the disk fills while typing: what is on the screen stays, and it is said', async () => {
  await enrol();
  await openAt('#/adauga');
  await at('start-house').click();
  await tap('Continuă');
  await page.getByLabel('Vorona').check();
  await page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function full(...row) {
      if (this.name === 'drafts') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, row);
    };
  });

  await page.getByLabel(/Strada/).fill('Principală');

  await page
    .getByText(/Nu mai este loc pe telefon/)
    .first()
    .waitFor();
  expect(await page.getByLabel(/Strada/).inputValue()).toBe('Principală');
  expect(complaints).toEqual([]);
});

test('the clock set back is said before one writes a visit with a wrong date', async () => {
  await enrol();
  await goOffline();
  await page.clock.install({ time: new Date('2019-03-01T10:00:00+02:00') });

  await page.reload();
  await unlock(PIN);

  await page.getByText('Data telefonului este greșită').waitFor();
});
