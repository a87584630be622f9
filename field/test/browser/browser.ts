import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser of the machine, found as the journeys find it; Playwright downloads none. */
function executable(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found =
    process.env.VATRA_CHROMIUM ||
    NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(canRun);
  if (found) return found;
  throw new Error('No Chromium: run tools/chromium.sh, or set VATRA_CHROMIUM to the path of one.');
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), args: FLAGS, timeout: 120_000 });
}
