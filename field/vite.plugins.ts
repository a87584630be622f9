import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { sprite } from './src/icons/sprite.ts';

const PRECACHE_MARK = '__VATRA_FILES__';

/** The office serves the same tokens and icons: it takes them from dist/design. */
export function officeDesign(): Plugin {
  return {
    name: 'vatra-office-design',
    apply: 'build',
    generateBundle() {
      const tokens = readFileSync('src/design/tokens.css', 'utf8');
      this.emitFile({ type: 'asset', fileName: 'design/tokens.css', source: tokens });
      this.emitFile({ type: 'asset', fileName: 'design/icons.svg', source: sprite() });
    },
  };
}

/** Gives the service worker the list of built files: `__VATRA_FILES__` becomes a JSON array of addresses. */
export function precache(): Plugin {
  return {
    name: 'vatra-precache',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = bundle['sw.js'];
      if (worker?.type !== 'chunk') return;
      const files = Object.keys(bundle).filter((name) =>
        /^assets\/.*\.(js|css|svg|png)$/.test(name),
      );
      const list = JSON.stringify(files.sort().map((name) => `/teren/${name}`));
      worker.code = worker.code.replaceAll(PRECACHE_MARK, list);
    },
  };
}

/** Fails the build when the phone would have to load more JavaScript than agreed. */
export function budget(limitKb: number): Plugin {
  return {
    name: 'vatra-budget',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).flatMap((part) =>
        part.type === 'chunk' ? [part.code] : [],
      );
      const kb = chunks.reduce((sum, code) => sum + gzipSync(code).length, 0) / 1024;
      this.info(`JavaScript: ${kb.toFixed(1)} kB gzip of ${limitKb}`);
      if (kb > limitKb)
        this.error(`JavaScript is ${kb.toFixed(1)} kB gzip; the limit is ${limitKb}`);
    },
  };
}
