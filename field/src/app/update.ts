import { observable } from './observable';

/** A new version lies ready and takes over when the app is next started. */
export const updateWaiting = observable(false);

/** Registers the service worker; never reloads the page under somebody's hands. */
export function registerWorker(): void {
  if (!('serviceWorker' in navigator) || import.meta.env.MODE !== 'production') return;
  void navigator.serviceWorker
    .register('/teren/sw.js', { scope: '/teren/', type: 'classic' })
    .then((registration) => {
      const look = () => updateWaiting.set(registration.waiting !== null);
      look();
      registration.addEventListener('updatefound', () => {
        registration.installing?.addEventListener('statechange', look);
      });
    })
    // Without a worker the app still runs with a signal; the next start tries again.
    .catch(() => undefined);
}
