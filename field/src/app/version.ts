/** Written into every entry and told to the server; a test holds it equal to package.json. */
export const APP_VERSION = '0.1.0';

export function isOlder(version: string, than: string): boolean {
  const [ours, theirs] = [version.split('.').map(Number), than.split('.').map(Number)];
  for (let index = 0; index < Math.max(ours.length, theirs.length); index += 1) {
    const gap = (ours[index] ?? 0) - (theirs[index] ?? 0);
    if (gap !== 0) return gap < 0;
  }
  return false;
}
