import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, focused, goOn, laterButton, openBench, soon, trial } from './bench';
import { fillDwelling, fillVisit, title, toScreen } from './visit';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Presses Tab until the control of that name has the focus; the name as assistive technology has it. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let count = 0; count < 60; count += 1) {
    const label = await page.evaluate(() => {
      const here = document.activeElement as HTMLInputElement | null;
      return here?.ariaLabel ?? here?.labels?.[0]?.textContent ?? here?.textContent ?? '';
    });
    if (name.test(label)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach ${name}`);
}

/** To the screen of that title, whose heading then has the focus. */
async function leaveByKeyboard(page: Page, next: string): Promise<void> {
  await tabTo(page, /^(Continuă|Gata)/);
  await press(page, 'Enter');
  const arrived = page.getByRole('heading', { level: 1, name: next, exact: true });
  await arrived.or(laterButton(page)).first().waitFor();
  if ((await arrived.count()) === 0) {
    await focused(page, '.error-summary');
    await tabTo(page, /^Lasă pentru mai târziu/);
    await press(page, 'Enter');
    await arrived.waitFor();
  }
  await focused(page, 'h1');
}

async function draw(page: Page): Promise<void> {
  const box = await page.locator('.pad').boundingBox();
  if (!box) throw new Error('no pad');
  await page.mouse.move(box.x + 30, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 80, box.y + 60);
  await page.mouse.move(box.x + 120, box.y + 30);
  await page.mouse.up();
}

async function fillAll(page: Page): Promise<void> {
  await fillVisit(page);
  await goOn(page);
  await fillDwelling(page);
  await goOn(page);
  await toScreen(page, 'Cine și unde');
  await page.getByLabel('Cabinet medical').waitFor();
  await page.getByLabel('Popa Maria').check();
  await page.getByLabel('Pe scurt').fill('Cer lemne de foc.');
  await goOn(page);
  await toScreen(page, 'Persoane văzute');
  await page.getByRole('button', { name: /^Adaugă/ }).click();
  await page.getByLabel('Popa Ioan').check();
  await page.getByLabel('Da', { exact: true }).first().check();
  await page.getByRole('button', { name: 'Gata' }).click();
  await page.getByText('1. Popa Ioan').waitFor();
  await goOn(page);
  await draw(page);
  await goOn(page);
  await page.getByRole('button', { name: 'Salvează pe telefon' }).waitFor();
}

async function saved(page: Page) {
  await page.getByRole('button', { name: 'Salvează pe telefon' }).click();
  await page.waitForFunction(() => window.trial.submission !== null);
  return (await trial(page)).submission;
}

describe('a whole form', () => {
  it('hands on checked answers, files and findings [protocol-2017/6.2.2]', async () => {
    const page = await bench.open();
    await fillAll(page);

    const submission = await saved(page);

    expect(submission?.answers).toMatchObject({
      visited_on: '2026-11-21',
      kind: 'planned',
      persons: 7,
      rooms: 2,
      per_room: '3.5',
      water: 'no',
      faults: ['damp'],
      about: 'p1',
      seen: [{ seen_person: 'p2', seen_well: 'yes' }],
    });
    expect(submission?.findings).toEqual([
      { code: 'VLP_02', person: null },
      { code: 'HOU_02', person: null },
    ]);
    expect(submission?.blobs).toEqual([]);
  });

  it('can be filled with the keyboard alone, the signature too', async () => {
    const page = await bench.open();
    await tabTo(page, /^Ziua/);
    await page.keyboard.type('20');
    await page.keyboard.press('Tab');
    await page.keyboard.type('11');
    await page.keyboard.press('Tab');
    await page.keyboard.type('2026');
    await tabTo(page, /^Programată/);
    await press(page, 'Space');
    for (const heading of [
      'Locuința',
      'Date de identitate',
      'Cine și unde',
      'Măsuri lăsate',
      'Persoane văzute',
      'Semnătura beneficiarului',
    ]) {
      await leaveByKeyboard(page, heading);
    }
    await tabTo(page, /^Loc pentru semnătură/);
    await press(page, 'Enter', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'Enter');

    await page.waitForFunction(() => JSON.stringify(window.trial.draft).includes('[174,162,'));
    const { signature, visited_on } = (await trial(page)).draft?.answers ?? {};
    expect(visited_on).toBe('2026-11-20');
    expect((signature as number[][][]).map((stroke) => stroke.map(([x, y]) => [x, y]))).toEqual([
      [
        [150, 150],
        [162, 150],
        [162, 162],
        [174, 162],
      ],
    ]);
  });

  it('says what was not saved and keeps everything, when saving fails', async () => {
    const page = await bench.open('?fail');
    await fillAll(page);
    await page.getByRole('button', { name: 'Salvează pe telefon' }).click();

    await page.getByText('Telefonul nu mai are loc.').waitFor();

    await page.getByText('Nu s-a salvat').waitFor();
    await soon(async () => (await trial(page)).draft?.answers.rooms).toBe(2);
  });
});

describe('going back', () => {
  it('loses nothing, by the button of the page or of the phone', async () => {
    const page = await bench.open();
    await fillVisit(page);
    await goOn(page);
    await page.getByLabel('Câte camere').fill('4');

    await page.getByRole('button', { name: 'Înapoi' }).click();
    await page.getByText('Programată').waitFor();
    expect(await page.getByLabel('Programată').isChecked()).toBe(true);
    await goOn(page);
    expect(await page.getByLabel('Câte camere').inputValue()).toBe('4');
    await page.goBack();
    await page.getByText('Programată').waitFor();
    expect(await page.getByLabel('Ziua').inputValue()).toBe('21');
  });

  it('opens a draft on the screen where it was left, half-typed answers too', async () => {
    const page = await bench.open();
    await fillVisit(page);
    await goOn(page);
    await page.getByLabel('Câte camere').fill('două');
    await page.waitForFunction(() => window.trial.draft?.answers.rooms === 'două');

    await page.reload();
    await page.locator('h1').waitFor();

    await soon(() => title(page)).toBe('Locuința');
    expect(await page.getByLabel('Câte camere').inputValue()).toBe('două');
    expect(await page.locator('.flow-progress').textContent()).toBe('Pasul 2 din 8');
  });

  it('opens a draft on the last screen even where nothing was answered on it', async () => {
    const page = await bench.open();
    await fillVisit(page);
    await goOn(page);
    await toScreen(page, 'Măsuri lăsate');
    await page.waitForFunction(() => window.trial.draft?.at === 'measures');

    await page.reload();

    await page.getByRole('heading', { level: 1, name: 'Măsuri lăsate' }).waitFor();
  });

  it('leaves the form from its first screen, with the history as it was', async () => {
    const page = await bench.open();
    const before = await page.evaluate(() => history.length);
    await fillVisit(page);
    await goOn(page);
    await page.getByRole('button', { name: 'Închide' }).click();

    await page.waitForFunction(() => window.trial.isLeft);

    await page.waitForFunction(() => history.state.entry.depth === 0);
    expect(await page.evaluate(() => history.length)).toBe(before + 1);
  });
});
