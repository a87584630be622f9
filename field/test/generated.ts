import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Compiles the packs anew before the tests, so that they look at what stands in the repository. */
export default function compilePacks(): void {
  const root = resolve(import.meta.dirname, '../..');
  const command = resolve(root, '.venv/bin/vatra');
  if (!existsSync(command)) throw new Error('run `make setup` first: the tests need `vatra compile`');
  execFileSync(command, ['compile', '--differential'], { cwd: root, stdio: 'pipe' });
}
