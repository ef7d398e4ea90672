import { expect, type Locator, type Page, test } from 'playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { openDesk, orderRows, showTab, watchForPageErrors } from '../fixtures/desk.ts';
import { amend, placeResting, quoteOfSol } from '../fixtures/place.ts';

const SOL = 1_000_000_000n;
/** A price of 1 SOL in whole USDC, as that of a trigger. */
const usdcForSol = (usdc: number) => ({ amountIn: `${SOL}`, amountOut: `${usdc * 1_000_000}` });

test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    if (localStorage.getItem('oee.preferences') === null)
      localStorage.setItem('oee.preferences', JSON.stringify({ hintSeen: true }));
  }),
);

const rowOf = (page: Page, words: string) => orderRows(page).filter({ hasText: words });
const amendment = (page: Page) => page.getByRole('dialog', { name: /^Amend / });
const handleOf = (page: Page, name: string) => page.getByRole('slider', { name });
const priceAt = async (handle: Locator) => Number(await handle.getAttribute('aria-valuenow'));

test('orders that rest wait calmly, with the distance for their own size', async ({ page }) => {
  const errors = watchForPageErrors(page);
  await openDesk(page);
  await placeResting(page, { type: 'limit', minOut: '400000000' });
  await placeResting(page, {
    type: 'limit',
    tokenIn: 'USDC',
    tokenOut: 'SOL',
    amountIn: '100000000',
    minOut: '1250000000',
  });
  await placeResting(page, { type: 'stop', stopPrice: usdcForSol(40) });
  await placeResting(page, { type: 'trailingStop', trailBps: 5_000 });
  await placeResting(page, { type: 'oco', takeProfitPrice: usdcForSol(410), stopPrice: usdcForSol(45) });
  await showTab(page, 'Open');
  await expect(orderRows(page)).toHaveCount(5);
  await expect(rowOf(page, 'Waiting for 400.00')).toContainText(/Your size would get [\d.]+ now, [\d.]+% away/);
  await expect(rowOf(page, 'Waiting for 80.000'), 'a buyer’s price is that of the chart').toContainText(
    'Your size would get',
  );
  await expect(rowOf(page, 'Waiting for 40.000 or lower')).toContainText(/Mid price [\d.]+ now, [\d.]+% away/);
  await expect(rowOf(page, 'Waiting for a fall of 50%')).toContainText('at most 50% away');
  const oco = rowOf(page, 'Waiting for 410.00 or 45.000');
  await expect(oco).toContainText(/≥ 410.00\s*≤ 45.000/);
  await expect(oco).toContainText(/30 d left|29 d left/);
  await expect(page.locator('[data-orders-scroller] .pulse-soft'), 'nothing moves').toHaveCount(0);

  await oco.getByRole('button', { name: /^Details/ }).click();
  const drawer = page.getByRole('dialog', { name: '1 SOL to USDC' });
  await expect(drawer.getByText(/It fires at 410.00 or higher .* and at 45.000 or lower/)).toBeVisible();
  await expect(drawer.getByText('410.00 or higher, then at most 1% below the quote')).toBeVisible();
  await expectAccessible(page, 'the drawer of an order that rests');
  expect(errors).toEqual([]);
});

test('an order is amended by a key on its row, and never over terms that the trader has not seen', async ({ page }) => {
  await openDesk(page);
  const { orderId } = await placeResting(page, { type: 'limit', minOut: '400000000' });
  await showTab(page, 'Open');
  await orderRows(page).focus();
  await page.keyboard.press('e');
  const dialog = amendment(page);
  await expect(dialog.getByLabel('Limit price')).toBeFocused();
  await expect(dialog.getByLabel('Limit price')).toHaveValue('400');
  await expect(dialog.getByRole('button', { name: 'Nothing changed' })).toBeDisabled();
  await dialog.getByLabel('Limit price').fill('380.5');
  await dialog.getByLabel('Amount to pay').fill('2');
  await dialog.getByRole('button', { name: '7 d' }).click();
  await expect(dialog.getByText('you asked 380.50')).toBeVisible();
  await expectAccessible(page, 'the amendment');

  await amend(page, { orderId, version: 1, minOut: '390000000' });
  await expect(dialog.getByRole('alert')).toContainText('changed meanwhile. Its present terms: 390.00, 1 SOL');
  await dialog.getByRole('button', { name: 'Changed meanwhile: accept its terms' }).click();
  await expect(dialog.getByLabel('Limit price')).toHaveValue('380.5');
  await dialog.getByRole('button', { name: 'Amend order' }).click();
  await expect(dialog).toBeHidden();
  await expect(orderRows(page)).toContainText('Waiting for 380.50');
  await expect(orderRows(page)).toContainText(/7 d left|6 d left/);
  await expect(orderRows(page)).toContainText('2 SOL');
  await expect(orderRows(page), 'an amendment is no new order').toHaveCount(1);

  await orderRows(page).getByRole('button', { name: 'Amend' }).click();
  await dialog.getByLabel('Amount to pay').fill('1000000');
  await expect(dialog.getByText('More than is held and available.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep as it is' }).click();
  await orderRows(page)
    .getByRole('button', { name: /^Details/ })
    .click();
  const timeline = page.getByRole('dialog').getByRole('list', { name: 'Timeline' });
  await expect(timeline).toContainText(/Amended to 390.00, 1 SOL.*Amended to 380.50, 2 SOL/s);
});

test('a line on the chart is dragged, or moved by keys, to amend its order', async ({ page }) => {
  await openDesk(page);
  const limit = ((await quoteOfSol(page)) * 1_005n) / 1_000n;
  await placeResting(page, { type: 'limit', minOut: `${limit}` });
  await placeResting(page, { type: 'stop', stopPrice: usdcForSol(20) });
  const handle = handleOf(page, 'Limit, sell 1 SOL');
  await expect(handle).toBeVisible();
  await expect(handleOf(page, 'Stop, sell 1 SOL')).toContainText('↓');
  const before = await priceAt(handle);
  await expectAccessible(page, 'the chart with lines');

  await handle.hover();
  const box = await handle.boundingBox();
  if (box === null) throw new Error('the handle has no box');
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y - 30, { steps: 8 });
  expect(await priceAt(handle)).toBeGreaterThan(before);
  await page.mouse.up();
  await expect(amendment(page).getByRole('button', { name: 'Amend order' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect.poll(() => priceAt(handle), 'not confirmed: back where it was').toBe(before);

  await handle.focus();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect.poll(() => priceAt(handle)).toBe(before);
  await page.keyboard.press('PageUp');
  const moved = await priceAt(handle);
  expect(moved - before).toBeCloseTo(0.1, 1);
  await page.keyboard.press('Enter');
  await expect(amendment(page).getByRole('button', { name: 'Amend order' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(amendment(page)).toBeHidden();
  await expect(page.getByText(`Waiting for ${moved.toFixed(2)}`).first()).toBeVisible();
  await expect(handle, 'the focus is back on the line').toBeFocused();

  await page.evaluate(() =>
    localStorage.setItem('oee.preferences', JSON.stringify({ oneClick: true, hintSeen: true })),
  );
  await page.reload();
  await handle.focus();
  await page.keyboard.press('PageUp');
  const again = (await priceAt(handle)).toFixed(2);
  await page.keyboard.press('Enter');
  await expect(page.getByText(`Waiting for ${again}`).first(), 'sent at once').toBeVisible();
  await expect(amendment(page)).toHaveCount(0);
});

test('a limit that the market meets is executed, with the evidence; one whose time ran out is expired, not failed', async ({
  page,
}) => {
  await openDesk(page);
  await placeResting(page, { type: 'limit', minOut: '400000000', validForSeconds: 2 });
  await expect(orderRows(page)).toContainText('Expired', { timeout: 60_000 });
  await orderRows(page)
    .getByRole('button', { name: /^Details/ })
    .click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('region', { name: 'Why it ended' })).toContainText('Its time ran out');
  await expect(drawer.getByText('Why it failed')).toHaveCount(0);
  await expectAccessible(page, 'an expired order');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  const met = ((await quoteOfSol(page)) * 97n) / 100n;
  await placeResting(page, { type: 'limit', minOut: `${met}` });
  const row = rowOf(page, 'Confirmed');
  const news = page.getByRole('region', { name: 'Notifications' });
  await expect(news, 'also of an order that this page did not place').toContainText(/Received [\d.]+ USDC/);
  await expect(row).toContainText('Limit', { timeout: 60_000 });
  await row.getByRole('button', { name: /^Details/ }).click();
  const why = drawer.getByRole('region', { name: 'Why it fired' });
  await expect(why).toContainText('The quote for the whole amount reached the limit.');
  await expect(why).toContainText(/Slot[\d,]+/);
  await expect(why).toContainText(/Not executed below[\d.]+ USDC/);
  await expect(drawer.getByRole('list', { name: 'Timeline' })).toContainText(/reached the limit: .* in slot [\d,]+/);
  await expect(drawer.getByRole('list', { name: 'Timeline' })).not.toContainText('of 3');
  await expectAccessible(page, 'the evidence');
});

test('on a phone an order that rests is seen and amended from its card and from its line @phone', async ({ page }) => {
  await openDesk(page);
  await placeResting(page, { type: 'limit', minOut: '400000000' });
  const parts = page.getByRole('navigation', { name: 'Parts of the desk' });
  await parts.getByRole('button', { name: 'Orders' }).tap();
  await showTab(page, 'Open');
  await expect(orderRows(page)).toContainText(/Waiting for 400.00.*% away/s);
  await orderRows(page).getByRole('button', { name: 'Amend' }).tap();
  await amendment(page).getByLabel('Limit price').fill('395');
  await expectAccessible(page, 'the amendment on a phone');
  await amendment(page).getByRole('button', { name: 'Amend order' }).tap();
  await expect(orderRows(page)).toContainText('Waiting for 395.00');
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'nothing sticks out at the side').toBeLessThanOrEqual(widths[1] ?? 0);

  await page.getByRole('button', { name: 'Dismiss', exact: true }).tap();
  await parts.getByRole('button', { name: 'Chart' }).tap();
  await handleOf(page, 'Limit, sell 1 SOL').tap();
  await expect(amendment(page).getByLabel('Limit price')).toHaveValue('395');
});
