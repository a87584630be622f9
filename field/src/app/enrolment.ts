import { fromBase64 } from '../crypto/bytes';
import type { Session } from '../store/vault';
import type { EnrolAnswer, Replaced } from '../sync/protocol';
import { makeWire, SignInNeeded } from '../sync/wire';
import { APP_VERSION } from './version';

export const API_BASE = '/api/sync/v1/';
export const SIGN_IN_PAGE = '/cont/autentificare/?next=/teren/';

/** The server's answer to an enrolment, held in memory until the PIN is chosen. */
export interface Enrolled {
  session: Session;
  secret: Uint8Array<ArrayBuffer>;
}

/** Asks the server to take this phone. Needs the signed-in page's cookie and second factor. */
export async function enrol(deviceName: string, replaces: Replaced | null): Promise<Enrolled> {
  const wire = makeWire({
    fetch: (...request) => fetch(...request),
    base: API_BASE,
    headers: { 'X-CSRFToken': csrfToken() },
  });
  const answer = await wire.post<EnrolAnswer>('enrol', {
    device_name: deviceName,
    app: APP_VERSION,
    replaces,
  });
  const { device, token, user, secret } = answer;
  return { session: { device, token, user }, secret: fromBase64(secret) };
}

/** The server stops trusting this phone. One it no longer knows has left already. */
export async function leaveServer({ token }: Session): Promise<void> {
  const wire = makeWire({
    fetch: (...request) => fetch(...request),
    base: API_BASE,
    headers: { Authorization: `Bearer ${token}` },
  });
  try {
    await wire.post('leave', {});
  } catch (cause) {
    if (!(cause instanceof SignInNeeded)) throw cause;
  }
}

/** Over HTTPS the cookie wears the browser's host prefix. */
function csrfToken(): string {
  return /(?:^|; )(?:__Host-|__Secure-)?csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}
