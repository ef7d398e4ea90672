import { expect, test } from 'playwright/test';
import {
  ANY_VENUE,
  availableOf,
  CONFIRMED,
  confirmSwap,
  openDesk,
  orderRows,
  reviewAndConfirm,
  showTab,
  swap,
  VENUE_NAMES,
  watchForPageErrors,
} from './fixtures/desk.ts';

const STEPS = ['Pending', 'Routing', 'Building', 'Submitted', 'Confirmed'];

test('a visitor swaps 1 SOL for USDC and sees every step without a reload', async ({ page }) => {
  const errors = watchForPageErrors(page);
  let loads = 0;
  page.on('load', () => loads++);
  await openDesk(page);
  await page.getByLabel('You pay').fill('1');
  const venues = page.getByRole('list', { name: 'Quotes by venue' }).getByRole('listitem');
  await expect(venues).toHaveCount(VENUE_NAMES.length);
  for (const [i, name] of VENUE_NAMES.entries()) {
    await expect(venues.nth(i)).toContainText(name);
    await expect(venues.nth(i)).toContainText(/\d+\.\d+ ?USDC/);
    await expect(venues.nth(i)).toContainText(/Against best(winner|equal|−[\d.]+ bps)/);
    await expect(venues.nth(i)).toContainText(/Fee0\.\d+ (SOL|USDC)/);
  }
  await expect(page.getByText(/^Minimum received/)).toBeVisible();

  await reviewAndConfirm(page);
  const row = orderRows(page).first();
  await expect(row).toContainText(CONFIRMED, { timeout: 20_000 });
  await expect(row).toContainText(/1 SOL.*\d+\.\d+ USDC/);
  await expect(page.getByRole('status').filter({ hasText: /confirmed, received/ })).toBeAttached();
  await showTab(page, 'Balances');
  await expect(availableOf(page, 'SOL')).toHaveText('99');
  await expect(availableOf(page, 'USDC')).toHaveText(/^10,1\d\d\./);

  await showTab(page, 'History');
  await page.getByRole('button', { name: 'Details of 1 SOL to USDC' }).first().click();
  await expect(page.getByRole('heading', { name: /^1 SOL to [\d.]+ USDC$/ })).toBeVisible();
  const timeline = page.getByRole('list', { name: 'Timeline' }).getByRole('listitem');
  await expect(timeline).toHaveCount(STEPS.length);
  for (const [i, step] of STEPS.entries()) await expect(timeline.nth(i)).toContainText(step);
  const instructions = page.getByRole('list', { name: 'Instructions' });
  await expect(instructions).toContainText('Wrap: transfer SOL1 SOL to');
  await expect(instructions).toContainText('Wrap: sync native');
  await expect(instructions).toContainText(new RegExp(`Swap on (${ANY_VENUE})`));
  await expect(instructions).toContainText('Unwrap: close account');
  expect(loads, 'the page was loaded once').toBe(1);
  expect(errors).toEqual([]);
});

test('the button names the obstacle to the swap', async ({ page }) => {
  await openDesk(page);
  const amount = page.getByLabel('You pay');
  await expect(page.getByRole('button', { name: 'Enter an amount' })).toBeVisible();
  for (const [text, words] of [
    ['0', 'Enter an amount'],
    ['-1', 'That is not an amount'],
    ['1e9', 'That is not an amount'],
    ['0.0000000001', 'At most 9 decimals'],
    ['99999999999', 'The amount is too large'],
    ['101', 'Not enough SOL'],
  ] as const) {
    await amount.fill(text);
    await expect(page.getByRole('button', { name: words })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Half' }).click();
  await expect(amount).toHaveValue('50');
  await page.getByRole('button', { name: 'Flip the tokens' }).click();
  await expect(page.getByRole('combobox', { name: /^Token to pay: USDC$/ })).toBeVisible();
});

test('a token is found by its name', async ({ page }) => {
  await openDesk(page);
  await page.getByRole('combobox', { name: 'Token to receive: USDC' }).click();
  await page.getByRole('combobox', { name: 'Search tokens' }).fill('jupit');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.getByLabel('You pay').fill('1');
  await expect(page.getByRole('button', { name: 'Review swap' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Token to receive: JUP' })).toBeVisible();
});

test('neither a double click nor a lost answer places an order twice', async ({ page }) => {
  await openDesk(page);
  const keys: string[] = [];
  await page.route('**/api/trpc/orders.place*', async (route) => {
    const body: unknown = route.request().postDataJSON();
    keys.push(JSON.stringify(body));
    if (keys.length > 2) return route.continue();
    // The server has it, and the page gets no answer.
    await route.fetch();
    return route.abort();
  });
  await page.getByLabel('You pay').fill('0.25');
  await page.getByRole('button', { name: 'Review swap' }).click();
  await confirmSwap(page, (confirm) => confirm.dblclick());
  await expect.poll(() => keys.length, { timeout: 20_000 }).toBe(3);
  expect(new Set(keys).size, 'each time the same request under the same key').toBe(1);
  await expect(orderRows(page)).toHaveCount(1);
  await expect(orderRows(page)).toContainText(CONFIRMED, { timeout: 20_000 });
  await expect(page.getByText('No answer yet')).toHaveCount(0);
  await showTab(page, 'Balances');
  await expect(availableOf(page, 'SOL')).toHaveText('99.75');
});

test('an unanswered order is sent again after a reload', async ({ page }) => {
  await openDesk(page);
  let lost = true;
  const sent: string[] = [];
  await page.route('**/api/trpc/orders.place*', async (route) => {
    sent.push(route.request().postData() ?? '');
    return lost ? route.abort() : route.continue();
  });
  await swap(page, { amount: '0.5' });
  await expect(page.getByText('No answer yet')).toBeVisible();
  lost = false;
  await page.reload();
  // One row in the end: until the answer comes, the page can't know that the listed order is the one that it sends again.
  await expect(orderRows(page)).toContainText([CONFIRMED], { timeout: 60_000 });
  await expect(orderRows(page)).toContainText('0.5 SOL');
  expect(new Set(sent).size, 'each time the same request under the same key').toBe(1);
});
