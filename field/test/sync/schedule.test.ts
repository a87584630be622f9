import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startSchedule } from '../../src/sync/schedule';
import { Offline, SignInNeeded } from '../../src/sync/wire';

const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function scheduled(exchange: () => Promise<void>) {
  const target = new EventTarget();
  const failures: unknown[] = [];
  const schedule = startSchedule({
    exchange,
    everyMs: 15 * MINUTE,
    onFailure: (cause) => failures.push(cause),
    onWait: () => undefined,
    target,
  });
  return { schedule, target, failures };
}

test('it asks again by the clock, and when the network comes back', async () => {
  const exchange = vi.fn().mockResolvedValue(undefined);
  const { schedule, target } = scheduled(exchange);
  await schedule.kick();

  await vi.advanceTimersByTimeAsync(15 * MINUTE);
  target.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(0);

  expect(exchange).toHaveBeenCalledTimes(3);
  schedule.stop();
});

test('a request during an exchange leads to one more, not to two at once', async () => {
  let running = 0;
  let most = 0;
  const exchange = vi.fn(async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((done) => setTimeout(done, 100));
    running -= 1;
  });
  const { schedule } = scheduled(exchange);

  const all = [schedule.kick(), schedule.kick(), schedule.kick()];
  await vi.advanceTimersByTimeAsync(300);
  await Promise.all(all);

  expect([most, exchange.mock.calls.length]).toEqual([1, 2]);
  schedule.stop();
});

test('without a server it tries again soon, then ever later', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const exchange = vi.fn().mockRejectedValue(new Offline('no network'));
  const { schedule, failures } = scheduled(exchange);
  await schedule.kick();

  await vi.advanceTimersByTimeAsync(5_000);
  expect(exchange).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(exchange).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(1_000);

  expect(failures).toHaveLength(3);
  schedule.stop();
});

test('when sign-in is needed it does not hammer the server', async () => {
  const exchange = vi.fn().mockRejectedValue(new SignInNeeded('sign in'));
  const { schedule } = scheduled(exchange);
  await schedule.kick();

  await vi.advanceTimersByTimeAsync(10 * MINUTE);

  expect(exchange).toHaveBeenCalledTimes(1);
  schedule.stop();
});

test('stopped means stopped', async () => {
  const exchange = vi.fn().mockResolvedValue(undefined);
  const { schedule, target } = scheduled(exchange);
  schedule.stop();

  target.dispatchEvent(new Event('online'));
  await schedule.kick();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);

  expect(exchange).not.toHaveBeenCalled();
});
