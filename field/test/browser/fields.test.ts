import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, focused, openBench, skip, soon, trial } from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

async function openAt(wanted: string, options = {}): Promise<Page> {
  const page = await bench.open('', options);
  while ((await page.locator('h1').textContent()) !== wanted) await skip(page);
  if (wanted === 'Cine și unde') await offered(page);
  return page;
}

/** The lists come a moment later and move what lies below them away from under the pointer. */
async function offered(page: Page): Promise<void> {
  for (const name of ['Vorona-Teodoru', 'Cabinet medical']) await page.getByLabel(name).waitFor();
}

/** The answer in the draft, asked until it is what is wanted. */
function answer(page: Page, id: string) {
  return soon(async () => {
    // as when the page is left: what was answered is handed on at once
    await page.evaluate(() => dispatchEvent(new Event('pagehide')));
    return (await trial(page)).draft?.answers[id];
  });
}

describe('choosing', () => {
  it('an exclusive answer clears the others, and they clear it', async () => {
    const page = await openAt('Locuința');
    await page.getByLabel('Igrasie').check();
    await page.getByLabel('Acoperiș').check();
    await page.getByLabel('Nimic din acestea').check();
    await answer(page, 'faults').toEqual(['none']);

    await page.getByLabel('Igrasie').check();

    await answer(page, 'faults').toEqual(['damp']);
    await soon(() => page.getByLabel('Nimic din acestea').isChecked()).toBe(false);
  });

  it('an optional answer can be taken back', async () => {
    const page = await openAt('Date de identitate');
    await page.getByLabel('Da', { exact: true }).check();
    await answer(page, 'has_card').toBe(true);

    await page.getByRole('button', { name: 'Șterge răspunsul' }).click();

    await answer(page, 'has_card').toBe(undefined);
  });

  it('a village is found by a piece of its name and stays chosen', async () => {
    const page = await openAt('Cine și unde');
    await page.getByLabel('Numele satului').fill('teod');
    await page.getByLabel('Vorona-Teodoru').check();
    await page.getByLabel('Numele satului').fill('Poiana');
    await page.getByLabel('Poiana').waitFor();

    await answer(page, 'village').toBe(37002);
    await soon(() => page.getByLabel('Vorona-Teodoru').isChecked()).toBe(true);
  });
});

describe('naming a colleague', () => {
  it('offers names, those of the asked profession as soon as it is asked, and never an id', async () => {
    const page = await openAt('Cine și unde');
    const names = page.getByRole('group', { name: /^Cine anume/ });
    await soon(() => names.getByRole('radio').count()).toBe(2);
    await page.getByLabel('Mediatorul școlar').check();
    await names.getByLabel('Mira Țurcanu').waitFor({ state: 'detached' });

    await names.getByLabel('Dan Rusu').check();

    await answer(page, 'helper_user').toBe('01900000-0000-7000-8000-00000000000b');
    while (!(await page.locator('h1').textContent())?.startsWith('Verificați')) await skip(page);
    const summary = await page.locator('main').textContent();
    expect(summary).toContain('Dan Rusu');
    expect(summary).not.toContain('01900000');
  });

  it('keeps the name of who was chosen before another profession was asked', async () => {
    const page = await openAt('Cine și unde');
    await page.getByLabel('Mediatorul școlar').check();
    await page.getByLabel('Dan Rusu').check();
    await page.getByLabel('Asistentul social').check();

    const names = page.getByRole('group', { name: /^Cine anume/ });

    await names.getByLabel('Mira Țurcanu').waitFor();
    await soon(() => names.getByLabel('Dan Rusu').isChecked()).toBe(true);
    expect(await names.textContent()).not.toContain('01900000');
  });
});

describe('typing', () => {
  it('asks for the keyboard that suits the answer', async () => {
    const page = await openAt('Date de identitate');
    const mode = (label: string) => page.getByLabel(label).getAttribute('inputmode');

    expect(await mode('CNP')).toBe('numeric');
    expect(await mode('Telefon')).toBe('tel');
    expect(await mode('Temperatura')).toBe('decimal');
    expect(await mode('Nume de familie')).toBe('text');
  });

  it('takes a comma in a decimal', async () => {
    const page = await openAt('Date de identitate');
    await page.getByLabel('Temperatura').fill('37,4');

    await answer(page, 'temperature').toBe('37.4');
  });

  it('explains a personal number part by part, and says whom a right one describes', async () => {
    const page = await openAt('Date de identitate');
    const cnp = page.getByLabel('CNP');
    await cnp.fill('18005050700');
    await page.getByText('11 din 13 cifre').waitFor();
    await cnp.fill('1801305070017');
    await page.getByText('Cifrele 4–5 (luna nașterii) sunt 13.').waitFor();

    await cnp.fill('2800505070016');

    await page.getByText('Femeie, născută la 5 mai 1980').waitFor();
  });

  it('takes a birth of which only the year, or month and year, is known', async () => {
    const page = await openAt('Date de identitate');
    await page.getByLabel('Anul').fill('1948');
    await answer(page, 'born_on').toBe('1948');

    await page.getByLabel('Luna').fill('3');

    await answer(page, 'born_on').toBe('1948-03');
  });
});

describe('a long list', () => {
  it('shows its first options and finds the others by a piece of their name', async () => {
    const page = await bench.open('?form=long');
    const list = page.getByRole('group', { name: 'Serviciul' });
    await soon(() => list.getByRole('radio').count()).toBe(10);
    await list.getByText('Mai sunt 30 în listă').waitFor();

    await list.getByRole('searchbox').fill('33');
    await list.getByLabel('Serviciul numărul 33').check();
    await list.getByRole('searchbox').fill('');

    await answer(page, 'service').toBe('s33');
    await soon(() => list.getByRole('radio').count()).toBe(11);
  });
});

describe('files', () => {
  it('keeps a photo smaller, as WebP, shows it, and lets it go', async () => {
    const page = await openAt('Locuința');
    const png = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(2400, 1200);
      const context = canvas.getContext('2d');
      context?.fillRect(0, 0, 2400, 1200);
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      return [...new Uint8Array(await blob.arrayBuffer())];
    });
    const file = { name: 'casa.png', mimeType: 'image/png', buffer: Buffer.from(png) };
    await page.getByLabel('Fotografia locuinței').setInputFiles(file);
    const preview = page.getByRole('img', { name: 'Fotografia făcută: Fotografia locuinței' });
    await preview.waitFor();

    await soon(() => preview.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(
      1600,
    );
    await answer(page, 'photo').toMatch(/^[0-9a-f]{64}$/);
    const sha256 = (await trial(page)).draft?.answers.photo;
    expect((await trial(page)).draft?.blobs).toMatchObject([{ sha256, type: 'image/webp' }]);
    await page.getByRole('button', { name: 'Șterge „Fotografia locuinței”' }).click();
    await answer(page, 'photo').toBe(undefined);
    expect((await trial(page)).draft?.blobs).toEqual([]);
  });

  it('says so when a file cannot be read', async () => {
    const page = await openAt('Locuința');
    const file = { name: 'casa.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
    await page.getByLabel('Fotografia locuinței').setInputFiles(file);

    await page.getByText('Fișierul nu a putut fi citit.').waitFor();

    await answer(page, 'photo').toBe(undefined);
  });
});

describe('repetitions', () => {
  it('are removed only after a second press, and the others move up', async () => {
    const page = await openAt('Măsuri lăsate');
    const add = page.getByRole('button', { name: /^Adaugă/ });
    for (const text of ['Aerisirea', 'Varul', 'Gunoiul']) {
      await add.click();
      await page.getByLabel('Măsura').last().fill(text);
    }
    await page.getByRole('button', { name: 'Șterge Măsuri lăsate: 2' }).click();
    await answer(page, 'measures').toHaveLength(3);

    await page.getByRole('button', { name: 'Da, șterge' }).click();

    await answer(page, 'measures').toEqual([{ measure: 'Aerisirea' }, { measure: 'Gunoiul' }]);
    await soon(() => page.getByLabel('Măsura').last().inputValue()).toBe('Gunoiul');
  });

  it('take the focus when one is added, so that one can go on typing', async () => {
    const page = await openAt('Măsuri lăsate');
    const add = page.getByRole('button', { name: /^Adaugă/ });
    await add.click();
    await add.click();
    await focused(page, '#q-measures-1-measure');
    await page.keyboard.type('Varul');

    await answer(page, 'measures').toEqual([{}, { measure: 'Varul' }]);
  });

  it('a long one is filled on a screen of its own; its error leads back there', async () => {
    const page = await openAt('Persoane văzute');
    await page.getByRole('button', { name: /^Adaugă/ }).click();
    await page.getByLabel('Popa Ioan').check();
    await page.getByRole('button', { name: 'Gata' }).click();
    await page.getByRole('button', { name: 'Lasă pentru mai târziu' }).click();
    await page.getByText('1. Popa Ioan').waitFor();
    await page.getByRole('button', { name: 'Continuă' }).click();

    await page.getByRole('link', { name: 'Răspundeți la „Se simte bine?”.' }).click();

    await page.getByRole('heading', { name: 'Persoane văzute: 1' }).waitFor();
    await focused(page, '#q-seen-0-seen_well');
  });
});

describe('a form of sixty questions', () => {
  it('draws nothing but the question in hand and those that hang on it', async () => {
    const page = await bench.open('?form=long');
    await page.evaluate(() => {
      const touched = new Set<string>();
      const watch = new MutationObserver((changes) => {
        for (const { target } of changes) {
          touched.add((target as Element).closest?.('.field')?.textContent ?? 'frame');
        }
      });
      watch.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
      Object.assign(window, { touched });
    });
    const touched = () =>
      page.evaluate(() => [...(window as unknown as { touched: Set<string> }).touched]);
    const field = page.getByLabel('Întrebarea 11 ');
    await field.pressSequentially('ascund');
    expect(await touched()).toEqual([]);

    await field.pressSequentially('e');

    await soon(() => page.getByLabel('Întrebarea 12 ').count()).toBe(0);
    await soon(() => page.getByLabel('Întrebarea 14 ').count()).toBe(1);
    expect(await touched()).toEqual(['frame']);
  });
});
