/**
 * Two open windows would each keep the register in memory and write over one another. One holds the
 * place; the other may take it, and the first then locks itself.
 */
export class OpenElsewhere extends Error {
  override name = 'OpenElsewhere';
}

const PLACE = 'vatra-open';

export interface Held {
  release(): void;
}

/** Throws OpenElsewhere when another window has it, unless `steal`. */
export function holdWindow(steal: boolean, onTaken: () => void): Promise<Held> {
  const locks = globalThis.navigator?.locks;
  if (!locks) return Promise.resolve({ release: () => undefined });
  return new Promise((resolve, reject) => {
    const hold = (lock: Lock | null) => {
      if (!lock) {
        reject(new OpenElsewhere('aplicația este deschisă în altă fereastră'));
        return undefined;
      }
      return new Promise<void>((release) => resolve({ release }));
    };
    const options = steal ? { steal } : { ifAvailable: true };
    // Rejects only when another window takes the place over.
    locks.request(PLACE, options, hold).catch(onTaken);
  });
}
