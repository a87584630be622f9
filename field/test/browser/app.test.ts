import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { breaches, FLAGS } from './bench';
import { PhoneServer, PLACE, USER } from './phone-server';

const PIN = '472905';
let server: PhoneServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  server = await PhoneServer.start();
  const executablePath = process.env.VATRA_CHROMIUM ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: FLAGS });
}, 120_000);

afterAll(async () => {
  await browser.close();
  server.stop();
});

beforeEach(async () => {
  server.signedIn = true;
  server.user(USER, PLACE);
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ro-RO' });
  page = await context.newPage();
  context.setDefaultTimeout(8_000);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await context.close();
  for (const store of [server.journal, server.held, server.groups, server.refused]) store.clear();
});

const at = (id: string) => page.getByTestId(id);
const tap = (name: string | RegExp) => page.getByRole('button', { name }).first().click();

async function enrol() {
  await page.goto(server.address);
  await at('enrol').click();
  await at('new-pin').fill(PIN);
  await at('repeat-pin').fill(PIN);
  await at('set-pin').click();
  await at('today').waitFor();
  await expect.poll(() => at('first-load').count()).toBe(0);
}

async function unlock(pin = PIN) {
  await at('pin').fill(pin);
  await at('unlock').click();
}

async function openAt(hash: string) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

async function addHousehold() {
  await openAt('#/adauga');
  await at('start-house').click();
  await tap('Continuă');
  await page.getByLabel('Vorona').check();
  await page.getByLabel(/Strada/).fill('Principală');
  await page.getByLabel(/Numărul casei/).fill('12');
  await tap('Continuă');
  await page.getByLabel('Numele gospodăriei').fill('Familia Popa');
  await tap('Continuă');
  await tap('Salvează pe telefon');
  await at('saved').waitFor();
}

/** The family's name is there already: it comes from the household. */
async function fillPerson(given: string, year: string) {
  await tap('Continuă');
  expect(await page.getByLabel('Numele de familie').inputValue()).toBe('Popa');
  await page.getByLabel('Prenumele').fill(given);
  await page.getByLabel('Femeie').check();
  await page.getByLabel('Anul', { exact: true }).fill(year);
  await tap('Continuă');
  await page.getByLabel('Nu știm').check();
  await tap('Continuă');
  await page.getByLabel('Fiu sau fiică').check();
  await tap('Continuă');
  await page
    .getByRole('group', { name: /medic de familie/ })
    .getByLabel('Da')
    .check();
  await page
    .getByRole('group', { name: /asigurată/ })
    .getByRole('radio')
    .first()
    .check();
  await tap('Continuă');
}

test('the phone is enrolled with a PIN that is not easy to guess', async () => {
  await page.goto(server.address);
  await at('enrol').click();
  await at('new-pin').fill('123456');
  await at('repeat-pin').fill('123456');
  await at('set-pin').click();
  await page.getByText('numărătoare').waitFor();
  await at('new-pin').fill(PIN);
  await at('repeat-pin').fill('472906');
  await at('set-pin').click();
  await page.getByText('nu sunt la fel').waitFor();
  await at('repeat-pin').fill(PIN);
  await at('set-pin').click();

  await at('today').waitFor();

  expect(complaints).toEqual([]);
});

test('who has not signed in is sent to the account', async () => {
  server.signedIn = false;
  await page.goto(server.address);
  await at('enrol').click();

  const link = at('sign-in');

  expect(await link.getAttribute('href')).toBe('/cont/autentificare/?next=/teren/');
});

test('no page breaks a rule of access', async () => {
  await page.goto(server.address);
  expect(await breaches(page)).toEqual([]);
  await enrol();
  await addHousehold();
  const places = ['azi', 'oameni', 'adauga', 'sarcini', 'mai-mult', 'trimiteri', 'cont'];
  const group = page.url().split('/').at(-2);
  for (const hash of [...places, `casa/${group}`, `formulare/${group}`, 'casa/nimic']) {
    await openAt(`#/${hash}`);
    await page.locator('main h1').waitFor();
    expect(await breaches(page), hash).toEqual([]);
  }
  await at('sync-light').waitFor();
  await page.reload();
  await at('locked').waitFor();
  expect(await breaches(page)).toEqual([]);
});

test('without network the app opens, takes a household and its people, and sends them once', async () => {
  await enrol();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
  await page.reload();
  await unlock();
  await at('today').waitFor();

  await addHousehold();
  await at('next-step').first().click();
  await fillPerson('Ștefania', '1985');
  await tap('Salvează pe telefon');
  await page.getByRole('heading', { name: 'Salvat: Persoană nouă' }).waitFor();

  expect(await at('sync-light').textContent()).toBe('2 netrimise · salvate pe telefon');
  await openAt('#/oameni');
  await at('search').fill('stefnaia');
  expect(await page.getByRole('link', { name: /Familia Popa/ }).count()).toBe(1);
  await context.setOffline(false);
  await openAt('#/trimiteri');
  await at('send-now').click();
  await expect.poll(() => at('count-accepted').textContent()).toBe('2');
  expect([...server.journal.values()].map((one) => [one.record.form, one.times])).toEqual([
    ['registry/household', 1],
    ['registry/person', 1],
  ]);
  expect(complaints).toEqual([]);
});

test('a person already registered is offered before a new one is made [protocol-2017/6.2.3]', async () => {
  await enrol();
  await addHousehold();
  await at('next-step').first().click();
  await fillPerson('Ștefania', '1985');
  await tap('Salvează pe telefon');
  await at('next-step').first().click();

  await fillPerson('Stefania', '1985');

  await at('matches').getByText('Popa Ștefania').waitFor();
  await tap('Salvează pe telefon');
  await page.getByText('Nu s-a salvat').waitFor();
  await at('not-same').click();
  await tap('Salvează pe telefon');
  await page.getByRole('heading', { name: 'Salvat: Persoană nouă' }).waitFor();
});

test('neither address nor title ever holds a name', async () => {
  await enrol();
  await addHousehold();
  const seen: string[] = [];
  const look = async () => seen.push(decodeURIComponent(page.url()), await page.title());
  await look();
  await at('to-household').click();
  await at('household').waitFor();
  await look();
  await at('start-user-plus').click();
  await page.locator('main.flow').waitFor();
  await look();

  expect(seen.join('\n')).not.toMatch(/popa|principal|vorona/i);
});

test('a form left in the middle waits under Azi', async () => {
  await enrol();
  await openAt('#/adauga');
  await at('start-house').click();
  await tap('Continuă');
  await page.getByLabel(/Strada/).fill('Morii');
  await tap(/^Închide/);
  await at('today').waitFor();

  await page.getByRole('link', { name: /Gospodărie nouă/ }).click();
  await page.locator('main.flow').waitFor();

  const street = page.getByLabel(/Strada/);
  if ((await street.count()) === 0) await tap('Continuă');
  expect(await street.inputValue()).toBe('Morii');
});

test('what the server holds back is shown with its reason and sent again corrected', async () => {
  server.refused.add('registry/household');
  await enrol();
  await addHousehold();
  await openAt('#/trimiteri');
  await at('held').getByText('invalid').waitFor();
  server.refused.clear();

  await tap('Deschide și corectează');
  for (let step = 0; step < 3; step += 1) await tap('Continuă');
  await tap('Salvează pe telefon');

  await expect.poll(() => server.journal.size).toBe(1);
  expect(server.held.size).toBe(0);
});

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
  await context.setOffline(true);
  await addHousehold();
  const session = await context.newCDPSession(page);
  await page.goto('about:blank');
  await context.setOffline(false);
  const origin = new URL(server.address).origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });

  await page.goto(server.address);

  await page.getByText('Telefonul a șters datele aplicației').waitFor();
  await page.getByText('Erau netrimise o intrare').waitFor();
});

test('signing out waits until everything has left', async () => {
  await enrol();
  await context.setOffline(true);
  await addHousehold();
  await openAt('#/mai-mult');
  await at('sign-out-open').click();
  expect(await at('sign-out').isDisabled()).toBe(true);
  await context.setOffline(false);
  await openAt('#/trimiteri');
  await at('send-now').click();
  await expect.poll(() => at('count-accepted').textContent()).toBe('1');
  await openAt('#/mai-mult');
  await at('sign-out-open').click();

  await at('sign-out').click();

  await at('welcome').waitFor();
  expect(await page.getByText('Telefonul a șters').count()).toBe(0);
});

test('in a second window the app asks before it takes over', async () => {
  await enrol();
  const first = page;
  page = await context.newPage();
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

  await expect.poll(() => server.journal.size).toBe(1);
  await expect.poll(() => page.getByText('Reînnoiește legătura').count()).toBe(0);
});

test('who loses the commune keeps nothing of it, and is told', async () => {
  await enrol();
  await addHousehold();
  await expect.poll(() => server.journal.size).toBe(1);
  server.user(USER);
  await openAt('#/trimiteri');
  await at('send-now').click();
  await openAt('#/azi');

  await page.getByText('Nu mai lucrați în Comuna').waitFor();
  await page.getByText('Acum nu lucrați în nicio comună').waitFor();
  await at('dropped-read').click();
  await openAt('#/oameni');

  expect(await at('search-count').textContent()).toBe('0 gospodării');
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
  await expect.poll(() => server.journal.size).toBe(1);
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
  expect(await page.getByRole('button', { name: 'Șterge și repară' }).isDisabled()).toBe(true);
  await page.getByLabel('Am înțeles').check();
  await tap('Șterge și repară');
  await at('welcome').waitFor();
});
