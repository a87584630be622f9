import { createReadStream, existsSync, mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import type { Trial } from '../../dev/harness';
import { launch } from './browser';

/** The policy that the server sends with the phone's page. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; " +
  "connect-src 'self'; manifest-src 'self'; worker-src 'self'";
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** A busy machine is slow, not wrong. */
export const PATIENCE_MS = 60_000;

const root = resolve(import.meta.dirname, '../..');

function serve(folder: string): Promise<Server> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0]?.replace('/teren/', '') ?? '';
    const file = path.startsWith('src/generated/') ? join(root, path) : join(folder, path);
    if (!existsSync(file)) {
      response.writeHead(path.endsWith('.ico') ? 204 : 404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': POLICY,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)));
}

export interface Bench {
  open(query?: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
  close(): Promise<void>;
}

/** The form pages, built and served as the phone gets them, in a real browser. */
export async function openBench(): Promise<Bench> {
  const outDir = mkdtempSync(join(tmpdir(), 'vatra-bench-'));
  await build({
    root,
    configFile: false,
    base: '/teren/',
    logLevel: 'error',
    build: {
      outDir,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: join(root, 'dev/index.html') },
    },
  });
  const server = await serve(outDir);
  const { port } = server.address() as AddressInfo;
  const browser = await launch();
  const contexts: BrowserContext[] = [];
  return {
    async open(query = '', options = {}) {
      const context = await browser.newContext({
        viewport: { width: 360, height: 740 },
        locale: 'ro-RO',
        ...options,
      });
      contexts.push(context);
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      page.on('console', (message) => complaints(page).push(message.text()));
      page.on('pageerror', (error) => complaints(page).push(error.message));
      await page.goto(`http://127.0.0.1:${port}/teren/dev/index.html${query}`);
      await page.locator('main h1').waitFor();
      return page;
    },
    async close() {
      await Promise.all(contexts.map((context) => context.close()));
      await browser.close();
      server.close();
    },
  };
}

const heard = new WeakMap<Page, string[]>();

/** Everything the page wrote to the console, a breach of the policy among it. */
export function complaints(page: Page): string[] {
  const lines = heard.get(page) ?? [];
  heard.set(page, lines);
  return lines;
}

/** Rules of WCAG 2.0 to 2.2, A and AA, that the page breaks, with the elements. */
export async function breaches(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await window.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
    });
    return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`));
  });
}

/** What the bench page has handed on so far. */
export function trial(page: Page): Promise<Trial> {
  return page.evaluate(() => window.trial);
}

export async function goOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continuă' }).click();
}

export const laterButton = (page: Page) =>
  page.getByRole('button', { name: 'Lasă pentru mai târziu' });

/** Tries to go on; true when errors keep the page where it is. */
export async function isHeld(page: Page): Promise<boolean> {
  const step = await page.locator('.flow-progress').textContent();
  await goOn(page);
  const moved = page.waitForFunction(
    (old) => document.querySelector('.flow-progress')?.textContent !== old,
    step,
  );
  const held = laterButton(page).waitFor();
  return Promise.any([moved.then(() => false), held.then(() => true)]);
}

/** Goes on without answering: the second button appears after the first refusal. */
export async function skip(page: Page): Promise<void> {
  if (await isHeld(page)) await leaveForLater(page);
}

/** By the second button; another screen stands there afterwards. */
export async function leaveForLater(page: Page): Promise<void> {
  const step = await page.locator('.flow-progress').textContent();
  await laterButton(page).click();
  await page.waitForFunction(
    (old) => document.querySelector('.flow-progress')?.textContent !== old,
    step,
  );
}

/** Waits until the element of that selector has the focus. */
export async function focused(page: Page, selector: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
}

/** Asks again until it is so, as long as a slow machine needs. */
export function soon<T>(read: () => T) {
  return expect.poll(read, { timeout: PATIENCE_MS });
}

declare global {
  interface Window {
    axe: typeof axe;
  }
}
