import { observable } from './observable';

/** What Chromium hands out when the app may be put on the home screen. */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** Installed, the phone keeps our data when it runs out of space; the offer waits in Mai mult. */
export const installOffer = observable<InstallOffer | null>(null);

export function watchInstall(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installOffer.set(event as InstallOffer);
  });
  addEventListener('appinstalled', () => installOffer.set(null));
}
