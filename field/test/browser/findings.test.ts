import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, focused, goOn, isHeld, openBench, soon, trial } from './bench';
import { fillDwelling, fillVisit, toScreen } from './visit';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

describe('errors', () => {
  it('stand in a summary that takes the focus and leads to each question', async () => {
    const page = await bench.open();

    expect(await isHeld(page)).toBe(true);
    await focused(page, '.error-summary');
    await soon(() => page.title()).toBe('De îndreptat: 1 din 8 · Vizită de probă · Vatra');
    await page.getByRole('link', { name: 'Răspundeți la „Felul vizitei”.' }).click();

    await focused(page, '#q-kind');
  });

  it('go away at a question as soon as it is answered', async () => {
    const page = await bench.open();
    await isHeld(page);
    await soon(() => page.locator('.error').count()).toBe(2);

    await page.getByLabel('Programată').check();

    await soon(() => page.locator('.error').count()).toBe(1);
  });

  it('of a question left for later are met again before saving, and lead back to it', async () => {
    const page = await bench.open();
    await toScreen(page, 'Verificați înainte de salvare');
    await page.getByRole('button', { name: 'Salvează pe telefon' }).click();
    await page.getByRole('link', { name: 'Răspundeți la „Câte camere de locuit”.' }).click();
    await page.getByLabel('Câte camere').waitFor();
    await focused(page, '#q-rooms');
    await fillDwelling(page);

    await goOn(page);

    await page.getByRole('button', { name: 'Salvează pe telefon' }).waitFor();
    const left = await page.getByRole('alert').getByRole('link').allTextContents();
    expect(left).not.toContain('Răspundeți la „Câte camere de locuit”.');
    expect((await trial(page)).submission).toBe(null);
  });
});

describe('the form itself', () => {
  it('says on its first screen which article asks for it, there only', async () => {
    const page = await bench.open();
    await page.getByText('De ce?').click();

    expect(await page.locator('.why-body').textContent()).toBe('protocol-2017/3.4.m');
    await fillVisit(page);
    await goOn(page);
    await soon(() => page.getByText('De ce?').count()).toBe(0);
  });
});

describe('findings', () => {
  it('appear while one answers, with the article and the number in force [protocol-2017/6.2.4]', async () => {
    const page = await bench.open();
    await toScreen(page, 'Locuința');
    expect(await page.getByText('Ce am găsit').count()).toBe(0);
    await fillDwelling(page);

    const crowded = page.locator('.finding', { hasText: 'Locuință supraaglomerată' });
    await crowded.getByText('De ce?').click();

    await crowded.getByText('Curând').waitFor();
    const why = (await crowded.locator('.why-body').textContent()) ?? '';
    expect(why).toContain('Persoane într-o cameră: 3,5');
    expect(why).toContain('2 persoane, în vigoare din 6 iul. 2017');
    expect(why).toContain('Protocolul din 6 iulie 2017, art. 6 alin. (2) pct. 4');
  });

  it('go away when the answer changes', async () => {
    const page = await bench.open();
    await toScreen(page, 'Locuința');
    await fillDwelling(page);
    await soon(() => page.locator('.finding').count()).toBe(2);

    await page.getByLabel('Câte camere').fill('7');

    await soon(() => page.locator('.finding').count()).toBe(1);
  });

  it('of a repetition name the person', async () => {
    const page = await bench.open();
    await toScreen(page, 'Persoane văzute');
    await page.getByRole('button', { name: /^Adaugă/ }).click();
    await page.getByLabel('Popa Ștefan-Alexandru').check();
    await page
      .getByRole('group', { name: /^Tușește/ })
      .getByLabel('Da')
      .check();

    const text = await page.locator('.finding').textContent();

    expect(text).toContain('Tuse persistentă');
    expect(text).toContain('Popa Ștefan-Alexandru');
  });
});
