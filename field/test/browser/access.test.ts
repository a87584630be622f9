import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Bench,
  breaches,
  complaints,
  isHeld,
  leaveForLater,
  openBench,
  skip,
  soon,
} from './bench';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench?.close());

const LOOKS = [
  ['light', {}],
  ['dark', { colorScheme: 'dark' as const }],
  ['forced colours', { forcedColors: 'active' as const }],
] as const;

/** Everything one can press, smaller than a thumb. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = document.querySelectorAll<HTMLElement>(
      'main button, main input:not(.box input):not(.file-btn input), main textarea, .box, .file-btn, main summary, nav a',
    );
    return [...targets]
      .filter((one) => one.offsetParent !== null && one.getBoundingClientRect().height < 47.5)
      .map((one) => one.outerHTML.slice(0, 120));
  });
}

function overflow(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}

async function expectSound(page: Page): Promise<void> {
  expect(await breaches(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
}

/** Every screen of the form of all types: as it comes, and with its errors shown. */
async function everyScreen(page: Page): Promise<number> {
  let screens = 0;
  for (;;) {
    await expectSound(page);
    screens += 1;
    const title = await page.locator('h1').textContent();
    if (title?.startsWith('Verificați')) return screens;
    if (await isHeld(page)) {
      await expectSound(page);
      await leaveForLater(page);
    }
  }
}

describe('every type of question, empty and with errors', () => {
  it.each(LOOKS)(
    'breaks no rule of WCAG 2.2 AA, fits 360 px, leaves room for a thumb: %s [protocol-2017/6.2.1]',
    async (_look, options) => {
      const page = await bench.open('', options);

      expect(await everyScreen(page)).toBe(8);
    },
  );

  it('fits half the width, as a page enlarged to 200 % does', async () => {
    const page = await bench.open('', {
      viewport: { width: 320, height: 500 },
      deviceScaleFactor: 2,
    });

    expect(await everyScreen(page)).toBe(8);
  });

  it('fits when the reader has set letters of double size', async () => {
    const page = await bench.open();
    await page.evaluate(() => {
      for (const sheet of document.styleSheets) sheet.insertRule(':root { font-size: 200% }');
    });

    expect(await overflow(page)).toBe(0);
  });
});

describe('repetitions', () => {
  it('breaks no rule on the screen of one repetition, with errors and a repeating group inside', async () => {
    const page = await bench.open();
    for (let step = 0; step < 5; step += 1) await skip(page);
    await page.getByRole('button', { name: 'Adaugă la „Persoane văzute”' }).click();
    await page.getByRole('button', { name: 'Adaugă la „Medicamente”' }).click();
    await page.getByRole('button', { name: 'Gata' }).click();
    await soon(() => page.locator('.error').count()).toBe(3);

    await expectSound(page);
  });
});

describe('the parts of the design', () => {
  it.each(LOOKS)('break no rule and fit 360 px: %s', async (_look, options) => {
    const page = await bench.open('?page=parts', options);

    await expectSound(page);
  });

  it.each([320, 360])(
    'name the five places apart, whichever is the present one, at %i px',
    async (width) => {
      const page = await bench.open('?page=parts', { viewport: { width, height: 640 } });

      const cut = await page.evaluate(() => {
        const links = [...document.querySelectorAll<HTMLElement>('.nav-link')];
        const sticksOut = (link: HTMLElement) => {
          const name = document.createRange();
          const letters = [...link.childNodes].find((one) => one.nodeType === Node.TEXT_NODE);
          if (!letters) return true;
          name.selectNode(letters);
          const [inner, outer] = [name.getBoundingClientRect(), link.getBoundingClientRect()];
          return inner.left < outer.left || inner.right > outer.right;
        };
        return links.flatMap((present) => {
          for (const one of links) one.removeAttribute('aria-current');
          present.setAttribute('aria-current', 'page');
          return links.filter(sticksOut).map((one) => one.textContent);
        });
      });

      expect(cut).toEqual([]);
      expect(await overflow(page)).toBe(0);
    },
  );

  it('leave room to read on a phone held sideways', async () => {
    const page = await bench.open('?page=parts', { viewport: { width: 740, height: 360 } });

    const nav = await page.locator('.nav').boundingBox();

    expect(nav?.height).toBeLessThan(60);
    expect(await smallTargets(page)).toEqual([]);
  });
});

describe('the strict policy', () => {
  it('is never breached, and no element carries a style of its own', async () => {
    const page = await bench.open();
    await everyScreen(page);

    expect(complaints(page)).toEqual([]);
    expect(await page.locator('[style]').count()).toBe(0);
  });
});
