/** How a request can fail, in the ways the phone answers differently. */
export class Offline extends Error {
  override name = 'Offline';
}
export class SignInNeeded extends Error {
  override name = 'SignInNeeded';
}
export class AppTooOld extends Error {
  override name = 'AppTooOld';
}
export class TooLarge extends Error {
  override name = 'TooLarge';
}
export class ServerFault extends Error {
  override name = 'ServerFault';
  constructor(readonly status: number) {
    super(`serverul a răspuns cu ${status}`);
  }
}

export interface Wire {
  post<T>(path: string, body: unknown): Promise<T>;
  /** Null when the server says our copy, named by `etag`, is still good. */
  getUnlessSame(path: string, etag: string | null): Promise<{ etag: string; body: unknown } | null>;
  /** Bytes of a file the server has; null when it wants none of it. */
  received(path: string): Promise<number | null>;
  /** Sends the rest of a file from `offset` on; returns how much the server has now. */
  append(path: string, content: Blob, offset: number): Promise<number>;
}

export interface WireOptions {
  fetch: typeof fetch;
  base: string;
  headers: Record<string, string>;
}

const PATIENCE_MS = 60_000;
const WORTH_PACKING = 2_000;
/** A lost connection costs one piece of a photo, not the photo. */
const PIECE = 256 * 1_024;

export function makeWire(options: WireOptions): Wire {
  const ask = (path: string, init: RequestInit) => request(options, path, init);
  return {
    post: async <T>(path: string, body: unknown) => {
      return (await (await ask(path, await jsonRequest(body))).json()) as T;
    },
    getUnlessSame: async (path, etag) => {
      const headers: HeadersInit = etag === null ? {} : { 'If-None-Match': etag };
      const answer = await ask(path, { method: 'GET', headers });
      if (answer.status === 304) return null;
      return { etag: answer.headers.get('ETag') ?? '', body: await answer.json() };
    },
    received: async (path) => {
      try {
        return offsetOf(await ask(path, { method: 'HEAD' }));
      } catch (cause) {
        if (cause instanceof ServerFault && cause.status === 404) return null;
        throw cause;
      }
    },
    append: async (path, content, offset) => {
      const headers = {
        'Content-Type': 'application/octet-stream',
        'Upload-Offset': String(offset),
        'Upload-Length': String(content.size),
      };
      return offsetOf(
        await ask(path, { method: 'PUT', headers, body: content.slice(offset, offset + PIECE) }),
      );
    },
  };
}

function offsetOf(answer: Response): number {
  return Number(answer.headers.get('Upload-Offset') ?? 0);
}

async function request(options: WireOptions, path: string, init: RequestInit): Promise<Response> {
  const headers = { ...options.headers, ...(init.headers as Record<string, string> | undefined) };
  let answer: Response;
  try {
    answer = await options.fetch(`${options.base}${path}`, {
      ...init,
      headers,
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  } catch (cause) {
    throw new Offline('serverul nu răspunde', { cause });
  }
  if (answer.ok || answer.status === 304) return answer;
  throw failure(answer.status);
}

function failure(status: number): Error {
  if (status === 401 || status === 403)
    return new SignInNeeded('telefonul trebuie înscris din nou');
  if (status === 426) return new AppTooOld('aplicația trebuie actualizată');
  if (status === 413) return new TooLarge('prea mult dintr-o dată');
  return new ServerFault(status);
}

async function jsonRequest(body: unknown): Promise<RequestInit> {
  const text = JSON.stringify(body);
  const plain = { 'Content-Type': 'application/json' };
  if (text.length < WORTH_PACKING || typeof CompressionStream === 'undefined') {
    return { method: 'POST', headers: plain, body: text };
  }
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  const content = await new Response(packed).arrayBuffer();
  return { method: 'POST', headers: { ...plain, 'Content-Encoding': 'gzip' }, body: content };
}
