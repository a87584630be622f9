import { expect, test } from 'vitest';
import { breaches } from './bench';
import {
  addHousehold,
  at,
  complaints,
  context,
  enrol,
  fillPerson,
  openAt,
  PIN,
  page,
  server,
  soon,
  tap,
  unlock,
} from './hand';

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
  await soon(() => at('count-accepted').textContent()).toBe('2');
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

  await soon(() => server.journal.size).toBe(1);
  expect(server.held.size).toBe(0);
});
