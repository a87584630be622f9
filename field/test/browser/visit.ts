import type { Page } from 'playwright-core';
import { skip } from './bench';

export const title = (page: Page) => page.locator('h1').textContent();

export async function toScreen(page: Page, wanted: string): Promise<void> {
  while ((await title(page)) !== wanted) await skip(page);
}

export async function fillVisit(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Azi/ }).click();
  await page.getByLabel('Programată').check();
}

export async function fillDwelling(page: Page): Promise<void> {
  await page.getByLabel('Câte persoane').fill('7');
  await page.getByLabel('Câte camere').fill('2');
  await page.getByLabel('Nu', { exact: true }).check();
  await page.getByLabel('Igrasie').check();
}
