/** The built files, put in by the build. Their names hold a hash of their content. */
declare const __VATRA_FILES__: string[];

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const PAGE = '/teren/';
const NEEDED = [...__VATRA_FILES__, PAGE];
/** Without these the app works, but an offline start would complain of them. */
const WANTED = [
  '/teren/manifest.webmanifest',
  '/teren/icons/favicon.svg',
  '/teren/icons/icon-192.png',
];
const FILES = [...NEEDED, ...WANTED];
const PREFIX = 'vatra-';
const CACHE = PREFIX + version(__VATRA_FILES__.join());

/** The same files give the same name, another file another: a small hash is enough to tell builds apart. */
function version(text: string): string {
  let hash = 5381;
  for (const char of text) hash = (hash * 33) ^ (char.codePointAt(0) ?? 0);
  return (hash >>> 0).toString(36);
}

// All or nothing: a version is only used when every file of it is here. It then waits until no page
// of the old version is open, so nobody loses a form to an update.
worker.addEventListener('install', (event) => event.waitUntil(fill()));

async function fill(): Promise<void> {
  const cache = await caches.open(CACHE);
  const fresh = (file: string) => new Request(file, { cache: 'reload' });
  await cache.addAll(NEEDED.map(fresh));
  await Promise.allSettled(WANTED.map((file) => cache.add(fresh(file))));
}

worker.addEventListener('activate', (event) => {
  event.waitUntil(dropOldVersions().then(() => worker.clients.claim()));
});

async function dropOldVersions(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// Only the app's own files are answered from the cache. What is behind a sign-in never enters it.
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && url.pathname === PAGE)
    event.respondWith(fromCache(PAGE, request));
  else if (FILES.includes(url.pathname)) event.respondWith(fromCache(url.pathname, request));
});

async function fromCache(file: string, request: Request): Promise<Response> {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? fetch(request);
}

export {};
