import { expect, test } from 'vitest';
import { soon } from './bench';
import { addHousehold, at, context, enrol, goOffline, openAt, page, server, unlock } from './hand';
import { USER } from './phone-server';

test('signing out waits until everything has left', async () => {
  await enrol();
  await goOffline();
  await addHousehold();
  await openAt('#/mai-mult');
  await at('sign-out-open').click();
  await soon(() => at('sign-out').isDisabled()).toBe(true);
  await context.setOffline(false);
  await openAt('#/trimiteri');
  await at('send-now').click();
  await soon(() => at('count-accepted').textContent()).toBe('1');
  await openAt('#/mai-mult');
  await at('sign-out-open').click();

  await at('sign-out').click();

  await at('welcome').waitFor();
  expect([...server.left]).toEqual([USER]);
  expect(await page.getByText('Telefonul a șters').count()).toBe(0);
});

test('without network nobody is signed out: the phone keeps all and offers the lock', async () => {
  await enrol();
  await openAt('#/mai-mult');
  await at('sign-out-open').click();
  await context.setOffline(true);

  await at('sign-out').click();

  await page.getByText('Fără semnal nu se poate deconecta').waitFor();
  expect([...server.left]).toEqual([]);
  await at('lock-instead').click();
  await unlock();
  await at('more').waitFor();
});

test('a phone the server no longer knows is signed out all the same', async () => {
  await enrol();
  server.users.delete(USER);
  await openAt('#/mai-mult');
  await at('sign-out-open').click();

  await at('sign-out').click();

  await at('welcome').waitFor();
});
