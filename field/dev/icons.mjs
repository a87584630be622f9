/** Draws the app's icons from public/icons/favicon.svg: `node dev/icons.mjs`, after the mark has changed. */
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const mark = readFileSync('public/icons/favicon.svg', 'utf8');
// Launchers cut a maskable icon to any shape: ground to the edge, the mark within the middle 80 %.
const maskable = mark
  .replace('rx="14"', '')
  .replace('viewBox="0 0 64 64"', 'viewBox="-6 -6 76 76"')
  .replace('<rect width="64" height="64"', '<rect x="-6" y="-6" width="76" height="76"');

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const page = await browser.newPage();
for (const [name, svg, size] of [
  ['icon-192', mark, 192],
  ['icon-512', mark, 512],
  ['maskable-512', maskable, 512],
]) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
  await page.screenshot({ path: `public/icons/${name}.png`, omitBackground: true });
}
await browser.close();
