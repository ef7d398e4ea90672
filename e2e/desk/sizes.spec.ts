import { expect, type Locator, type Page, test } from 'playwright/test';
import { CONFIRMED, openDesk, orderRows, swap } from '../fixtures/desk.ts';

test.describe.configure({ timeout: 240_000 });

/** Viewports of browsers in CSS pixels; the last ones are 1280 × 1024 at 200 % and 400 %, and 1366 × 768 at 200 %. */
const SIZES = [
  [1280, 720],
  [1366, 768],
  [1440, 900],
  [1024, 600],
  [390, 844],
  [320, 640],
  [640, 512],
  [683, 384],
  [320, 256],
] as const;

/** Checks that an element is completely within the viewport, with nothing over its middle or its corners. */
async function expectInSight(target: Locator, what: string): Promise<void> {
  await expect(target, what).toBeVisible();
  await expect
    .poll(
      () =>
        target.evaluate((element) => {
          const { left, top, right, bottom } = element.getBoundingClientRect();
          if (left < 0 || top < 0 || right > window.innerWidth || bottom > window.innerHeight) {
            return `outside: ${[left, top, right, bottom].map(Math.round).join(' ')}`;
          }
          const points = [
            [(left + right) / 2, (top + bottom) / 2],
            [left + 8, top + 6],
            [right - 8, bottom - 6],
          ] as const;
          const over = points
            .map(([x, y]) => document.elementFromPoint(x, y))
            .find((hit) => !hit || !element.contains(hit));
          return over === undefined ? 'in sight' : `covered by ${over?.outerHTML.slice(0, 120)}`;
        }),
      { message: what, timeout: 10_000 },
    )
    .toBe('in sight');
}

/** On a narrow screen the hint is below the ticket, and neither overlaps the other. */
async function expectBelow(lower: Locator, upper: Locator, at: string): Promise<void> {
  const [below, above] = await Promise.all([lower, upper].map((part) => part.boundingBox()));
  if (!below || !above) throw new Error(`one of both is not shown, ${at}`);
  expect(below.y, `the hint below the ticket, ${at}`).toBeGreaterThanOrEqual(above.y + above.height);
}

const primary = (page: Page) => page.getByRole('region', { name: 'Swap' }).locator('button[type=submit]');

test('the primary action is visible at every size, in every state', async ({ page }) => {
  await openDesk(page);
  const hint = page.getByRole('complementary', { name: 'Your first swap' });
  await expect(hint).toBeAttached();
  const amount = page.getByLabel('You pay');
  const resize = async ([width, height]: readonly [number, number]) => {
    await page.setViewportSize({ width, height });
    return `${width} × ${height}`;
  };

  for (const size of SIZES) {
    const at = await resize(size);
    await expectInSight(primary(page), `first visit, ${at}`);
    await amount.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await expectInSight(amount, `the amount beside the hint, ${at}`);
    if (size[0] < 1024) await expectBelow(hint, page.getByRole('region', { name: 'Swap' }), at);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth),
      `nothing at the side, ${at}`,
    ).toBeLessThanOrEqual(size[0]);
  }
  await hint.getByRole('button', { name: 'Dismiss the hint' }).click();

  for (const [state, text, label] of [
    ['a quote', '1.5', 'Review swap'],
    ['a long amount', '99.123456789', 'Review swap'],
    ['no amount', 'one', 'That is not an amount'],
  ] as const) {
    await amount.fill(text);
    await expect(page.getByRole('button', { name: label })).toBeVisible();
    for (const size of SIZES) await expectInSight(primary(page), `${state}, ${await resize(size)}`);
  }

  await amount.fill('0.5');
  for (const size of SIZES) {
    const at = await resize(size);
    await page.getByRole('button', { name: 'Review swap' }).click();
    const dialog = page.getByRole('dialog', { name: 'Review swap' });
    await expectInSight(dialog.locator('button[type=submit]'), `confirm, ${at}`);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
});

test('the final status of an order is not cut off, and the next order can be begun', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openDesk(page);
  await page.getByRole('button', { name: 'Dismiss the hint' }).click();
  await swap(page, { amount: '0.5' });
  const row = orderRows(page).first();
  await expect(row).toContainText(CONFIRMED, { timeout: 60_000 });
  for (const [width, height] of SIZES.filter(([w]) => w >= 1024)) {
    await page.setViewportSize({ width, height });
    const word = row.getByText('Confirmed', { exact: true });
    const cut = await word.evaluate((element) => {
      const cell = element.closest('td');
      if (cell === null) throw new Error('the status stands in no cell');
      return element.getBoundingClientRect().right - cell.getBoundingClientRect().right;
    });
    expect(cut, `Confirmed at ${width} × ${height}`).toBeLessThanOrEqual(0);
    await expectInSight(primary(page), `done, ${width} × ${height}`);
  }
});
