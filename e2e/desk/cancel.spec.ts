import { expect, type Locator, type Page, test } from 'playwright/test';
import { expectAccessible } from '../fixtures/accessible.ts';
import { withChain } from '../fixtures/chainSettings.ts';
import { availableOf, openDesk, orderRows, showTab, watchForPageErrors } from '../fixtures/desk.ts';
import { withHeldOrders } from '../fixtures/heldOrders.ts';
import { place } from '../fixtures/place.ts';

const SOL_TO_USDC = { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1000000000' };

// What waits pulses without end otherwise.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

test.beforeEach(({ page }) =>
  page.addInitScript(() => localStorage.setItem('oee.preferences', JSON.stringify({ oneClick: true, hintSeen: true }))),
);

const toasts = (page: Page) => page.getByRole('region', { name: 'Notifications' }).getByRole('dialog');
/** By their words: the message that another takes the place of may still be on its way out. */
const toast = (page: Page, words: string) => toasts(page).filter({ hasText: words });
const cancelOf = (holder: Page | Locator) => holder.getByRole('button', { name: 'Cancel 1 SOL to USDC' });
const confirmation = (page: Page, words: string) => page.getByRole('alertdialog', { name: words });

/** Counts the requests to cancel an order. */
function countCancels(page: Page): { readonly sent: number } {
  const counter = { sent: 0 };
  page.on('request', (request) => {
    if (request.url().includes('/api/trpc/orders.cancel')) counter.sent += 1;
  });
  return counter;
}

test('a waiting order is cancelled from its row by one request, and is nowhere shown as failed', async ({ page }) => {
  const errors = watchForPageErrors(page);
  const cancels = countCancels(page);
  await withHeldOrders(async () => {
    await openDesk(page);
    await page.getByLabel('You pay').fill('1');
    await page.getByRole('button', { name: 'Swap SOL for USDC' }).click();
    const row = orderRows(page);
    await expect(row).toContainText('Pending');
    await cancelOf(row).dblclick();
    await expect(row).toContainText('Cancelled');
    const cancelled = toast(page, 'Cancelled 1 SOL to USDC');
    await expect(cancelled).toContainText('Nothing was executed; the held amount is free again.');
    await expect(toasts(page), 'in place of the message that followed the order').toHaveCount(1);
    await expect(row.getByRole('button', { name: 'Repeat' })).toBeVisible();
    await expect(cancelOf(row)).toHaveCount(0);
    await expect(row, 'the focus stays with the order').toBeFocused();
    expect(cancels.sent).toBe(1);
  });

  await page.getByRole('button', { name: 'Filters' }).click();
  const status = page.getByRole('group', { name: 'Status' });
  await status.getByRole('button', { name: 'Failed' }).click();
  await expect(page.getByText('No order fits')).toBeVisible();
  await status.getByRole('button', { name: 'Failed' }).click();
  await status.getByRole('button', { name: 'Cancelled' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(orderRows(page)).toHaveCount(1);
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
  const csv = await (await page.request.get(href ?? '')).text();
  expect(csv.trim().split('\r\n')).toEqual([expect.stringContaining('status'), expect.stringContaining(',cancelled,')]);
  await showTab(page, 'Activity');
  const entry = page
    .getByRole('list', { name: 'Activity' })
    .getByRole('listitem')
    .filter({ hasText: 'Cancelled 1 SOL' });
  await expect(entry.getByRole('list', { name: 'Money moved' })).toHaveText(/−1 SOL held\s*\+1 SOL available/);
  await showTab(page, 'Balances');
  await expect(availableOf(page, 'SOL')).toHaveText('100');
  await expect(page.getByText(/failed/i)).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a cancellation whose answer is lost is told as unknown, and repeated without harm', async ({ page }) => {
  await withHeldOrders(async () => {
    await openDesk(page);
    await place(page, SOL_TO_USDC);
    await page.route('**/api/trpc/orders.cancel*', (route) => route.abort());
    await cancelOf(orderRows(page)).click();
    const unknown = toast(page, 'Not known whether 1 SOL to USDC was cancelled');
    await expect(unknown).toContainText('the same click is safe to repeat');
    await expect(orderRows(page)).toContainText('Pending');
    await page.unroute('**/api/trpc/orders.cancel*');
    await unknown.getByRole('button', { name: 'Cancel again' }).click();
    await expect(toast(page, 'Cancelled 1 SOL to USDC')).toBeVisible();
    await expect(orderRows(page)).toContainText('Cancelled');
  });
});

test('all open orders are cancelled by a key, after a confirmation that counts them', async ({ page }) => {
  await withHeldOrders(async () => {
    await openDesk(page);
    await place(page, SOL_TO_USDC);
    await place(page, SOL_TO_USDC);
    await showTab(page, 'Open');
    await expect(orderRows(page)).toHaveText([/Pending/, /Pending/]);
    await page.keyboard.press('x');
    const dialog = confirmation(page, 'Cancel 2 open orders?');
    await expect(dialog.getByRole('button', { name: 'Cancel 2 open orders' })).toBeFocused();
    await expectAccessible(page, 'confirmation');
    await dialog.getByRole('button', { name: 'Keep open' }).click();
    await expect(dialog).toBeHidden();
    await expect(orderRows(page)).toHaveText([/Pending/, /Pending/]);

    await page.getByRole('button', { name: 'Cancel all' }).click();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(toast(page, 'Cancelled 2 orders')).toBeVisible();
    await expect(orderRows(page)).toHaveText([/Cancelled/, /Cancelled/]);
    await expect(page.getByRole('button', { name: 'Cancel all' })).toHaveCount(0);
    await expect(page.getByRole('tab', { name: /^Open/ })).toBeFocused();
    await page.keyboard.press('x');
    await expect(toast(page, 'No open orders')).toBeVisible();
  });
});

test('an order whose transaction was sent is too late to cancel: the desk says so, then that it was executed', async ({
  page,
}) => {
  await withChain(async (set) => {
    await set({ hold_landings: true, volatility_percent: 0 });
    await openDesk(page);
    await place(page, SOL_TO_USDC);
    const row = orderRows(page);
    await expect(row).toContainText('Submitted');
    await row.getByRole('button', { name: /^Details/ }).click();
    const drawer = page.getByRole('dialog', { name: '1 SOL to USDC' });
    await cancelOf(drawer).click();
    const tooLate = toast(page, 'Too late to cancel 1 SOL to USDC');
    await expect(tooLate).toContainText(/Transaction \w{4}…\w{4} was already sent and may still land/);
    await expect(drawer.getByRole('button', { name: 'Too late 1 SOL to USDC' })).toBeDisabled();
    await expect(drawer.getByText('Submitted').first()).toBeVisible();
    await set({ hold_landings: false });
    const received = toast(page, 'Too late to cancel: received');
    await expect(received).toContainText(/received [\d.]+ USDC/);
    await expect(received).toContainText(/Transaction \w{4}…\w{4} landed/);
    await page.keyboard.press('Escape');
    await expect(row).toContainText('Confirmed');
  });
});

test('on a phone an order is cancelled from its card, and all of them from a sheet @phone', async ({ page }) => {
  await withHeldOrders(async () => {
    await openDesk(page);
    await place(page, SOL_TO_USDC);
    await page.getByRole('navigation', { name: 'Parts of the desk' }).getByRole('button', { name: 'Orders' }).tap();
    await cancelOf(orderRows(page)).tap();
    await expect(orderRows(page)).toContainText('Cancelled');
    await expect(toast(page, 'Cancelled 1 SOL to USDC')).toBeVisible();

    await place(page, SOL_TO_USDC);
    await showTab(page, 'Open');
    await page.getByRole('button', { name: 'Cancel all' }).tap();
    const sheet = confirmation(page, 'Cancel 1 open order?');
    await expectAccessible(page, 'confirmation');
    await sheet.getByRole('button', { name: 'Cancel 1 open order' }).tap();
    await expect(toast(page, 'Cancelled 1 order')).toBeVisible();
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(widths[0], 'nothing sticks out at the side').toBeLessThanOrEqual(widths[1] ?? 0);
  });
});
