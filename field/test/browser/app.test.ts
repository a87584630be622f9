import { expect, test } from 'vitest';
import { breaches, soon } from './bench';
import {
  addHousehold,
  at,
  complaints,
  context,
  enrol,
  fillPerson,
  goOffline,
  openAt,
  PIN,
  page,
  server,
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
  await at('welcome').waitFor();
  expect(await breaches(page)).toEqual([]);
  await enrol();
  await addHousehold();
  const group = page.url().split('/').at(-2);
  const places = {
    azi: 'Azi',
    oameni: 'Oameni',
    adauga: 'Adaugă',
    sarcini: 'Sarcini',
    'mai-mult': 'Mai mult',
    trimiteri: 'Trimiteri',
    cont: 'PIN și cont',
    [`casa/${group}`]: 'Familia Popa',
    [`formulare/${group}`]: 'Ce scrieți?',
    'casa/nimic': 'Nu este pe telefon',
  };
  for (const [hash, title] of Object.entries(places)) {
    await openAt(`#/${hash}`);
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    expect(await breaches(page), hash).toEqual([]);
  }
  await at('sync-light').waitFor();
  await page.reload();
  await at('locked').waitFor();
  expect(await breaches(page)).toEqual([]);
});

test('without network the app opens, takes a household and its people, and sends them once', async () => {
  await enrol();
  await goOffline();
  await page.reload();
  await unlock();
  await at('today').waitFor();

  await addHousehold();
  await at('next-step').first().click();
  await fillPerson('Ștefania', '1985');
  await tap('Salvează pe telefon');
  await page.getByRole('heading', { name: 'Salvat: Persoană nouă' }).waitFor();

  await soon(() => at('sync-light').textContent()).toBe('2 netrimise · salvate pe telefon');
  await openAt('#/oameni');
  await at('search').fill('rusu');
  await soon(() => at('search-count').textContent()).toBe('0 gospodării');
  await at('search').fill('stefnaia');
  await page.getByRole('link', { name: /Familia Popa/ }).waitFor();
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

  await soon(() => page.getByLabel(/Strada/).inputValue()).toBe('Morii');
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
  await soon(() => server.held.size).toBe(0);
});
