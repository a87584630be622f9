import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { PATIENCE_MS, soon } from './bench';
import { launch } from './browser';
import { PhoneServer, PLACE, USER } from './phone-server';

export const PIN = '472905';
/** The phone in hand and its server, made anew for each test. */
export let server: PhoneServer;
export let context: BrowserContext;
export let page: Page;
export let complaints: string[];
let browser: Browser;

beforeAll(async () => {
  server = await PhoneServer.start();
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
  server.stop();
});

beforeEach(async () => {
  server.signedIn = true;
  server.user(USER, PLACE);
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ro-RO' });
  page = await context.newPage();
  context.setDefaultTimeout(PATIENCE_MS);
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
});

afterEach(async () => {
  await context.close();
  for (const store of [server.journal, server.held, server.groups, server.refused, server.left])
    store.clear();
});

export const at = (id: string) => page.getByTestId(id);
export const tap = (name: string | RegExp) => page.getByRole('button', { name }).first().click();

export async function enrol() {
  await page.goto(server.address);
  await at('enrol').click();
  await at('new-pin').fill(PIN);
  await at('repeat-pin').fill(PIN);
  await at('set-pin').click();
  await at('today').waitFor();
  await soon(() => at('first-load').count()).toBe(0);
}

/** The signal goes once the phone holds the app itself: before that it could not be opened again. */
export async function goOffline() {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await context.setOffline(true);
}

/** The database alone goes, as when the browser needs room; what stands beside it stays. */
export async function loseStore() {
  const session = await context.newCDPSession(page);
  await page.goto('about:blank');
  await context.setOffline(false);
  const { origin } = new URL(server.address);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await page.goto(server.address);
}

export async function unlock(pin = PIN) {
  await at('pin').fill(pin);
  await at('unlock').click();
}

export async function openAt(hash: string) {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
}

export async function addHousehold() {
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
export async function fillPerson(given: string, year: string) {
  await tap('Continuă');
  await soon(() => page.getByLabel('Numele de familie').inputValue()).toBe('Popa');
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

/** Opens the same app in another window, which then is the page in hand. */
export async function secondWindow(): Promise<Page> {
  const first = page;
  page = await context.newPage();
  return first;
}
