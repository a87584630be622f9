import { randomBytes, toHex } from './bytes';

let lastMoment = 0;
let counter = 0;

/** UUIDv7: time first, so ids made one after another sort so, even within one millisecond. */
export function uuid7(now: number = Date.now()): string {
  if (now > lastMoment) {
    lastMoment = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMoment += 1;
      counter = 0;
    }
  }
  const bytes = randomBytes(16);
  const moment = lastMoment.toString(16).padStart(12, '0');
  const sequence = counter.toString(16).padStart(3, '0');
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const tail = toHex(bytes.subarray(8));
  return `${moment.slice(0, 8)}-${moment.slice(8)}-7${sequence}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
