import { expect, test } from 'playwright/test';
import {
  availableOf,
  CONFIRMED,
  expectLive,
  openDesk,
  orderRows,
  showTab,
  watchForPageErrors,
} from '../fixtures/desk.ts';
import { place } from '../fixtures/place.ts';

const SOL_TO_USDC = { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1000000000' };
const USDC_TO_JUP = { tokenIn: 'USDC', tokenOut: 'JUP', amountIn: '50000000' };

test('filters, sort and search are in the address, survive a reload, and the CSV has the same rows', async ({
  page,
}) => {
  const errors = watchForPageErrors(page);
  await openDesk(page);
  await expect(page.getByText('No orders yet')).toBeVisible();
  await place(page, SOL_TO_USDC);
  await expect(orderRows(page), 'an order placed elsewhere appears by itself').toHaveCount(1);
  await place(page, USDC_TO_JUP);
  await expect(orderRows(page)).toHaveText([CONFIRMED, CONFIRMED], { timeout: 15_000 });
  await expect(page.getByRole('tab', { name: 'History 2' })).toBeVisible();

  const time = page.getByRole('columnheader', { name: 'Time' });
  await expect(time).toHaveAttribute('aria-sort', 'descending');
  await page.getByRole('button', { name: 'Pay → receive' }).click();
  await expect(page.getByRole('columnheader', { name: 'Pay → receive' })).toHaveAttribute('aria-sort', 'ascending');
  await expect(page).toHaveURL(/[?&]sort=pair/);

  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('group', { name: 'Token' }).getByRole('button', { name: 'JUP' }).click();
  await page.getByRole('group', { name: 'Accepted' }).getByRole('button', { name: 'Today' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('button', { name: 'Filters, 2 set' })).toBeFocused();
  await expect(orderRows(page)).toHaveCount(1);
  await expect(orderRows(page)).toContainText('50 USDC');

  await page.reload();
  await expectLive(page);
  await expect(orderRows(page)).toHaveCount(1);
  await expect(page.getByRole('columnheader', { name: 'Pay → receive' })).toHaveAttribute('aria-sort', 'ascending');
  const href = await page.getByRole('link', { name: 'CSV' }).getAttribute('href');
  const csv = await (await page.request.get(href ?? '')).text();
  expect(csv.trim().split('\r\n')).toHaveLength(2);
  expect(csv).toContain('JUP');

  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: 'Search orders' })).toBeFocused();
  await page.keyboard.type('bonk');
  await expect(page.getByText('No order fits')).toBeVisible();
  await expect(page).toHaveURL(/[?&]search=bonk/);
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect(orderRows(page)).toHaveCount(2);
  expect(errors).toEqual([]);
});

test('a row is opened and repeated by keys; balances and activity show its effects', async ({ page }) => {
  await openDesk(page);
  await place(page, SOL_TO_USDC);
  await expect(orderRows(page)).toContainText(CONFIRMED, { timeout: 15_000 });
  await place(page, USDC_TO_JUP);
  await expect(orderRows(page)).toHaveText([CONFIRMED, CONFIRMED], { timeout: 15_000 });

  await orderRows(page).first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(orderRows(page).nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/[?&]order=/);
  await expect(page.getByRole('dialog').getByRole('list', { name: 'Timeline' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(orderRows(page).nth(1), 'the focus comes back').toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByLabel('You pay').first()).toHaveValue('1');

  await page.locator('body').press('3');
  await expect(page.getByRole('tab', { name: 'Balances' })).toHaveAttribute('aria-selected', 'true');
  // A route through SOL may have left a small residue of it.
  await expect(availableOf(page, 'SOL')).toHaveText(/^99(\.\d+)?$/);
  await expect(page.getByRole('row', { name: /^Total/ })).toContainText(/\d/);
  await expect(page.getByText('Paper wallet: play money')).toBeVisible();
  await page.getByRole('button', { name: 'Sell JUP' }).click();
  await expect(page.getByRole('combobox', { name: 'Token to pay: JUP' })).toBeVisible();

  await showTab(page, 'Activity');
  const entries = page.getByRole('list', { name: 'Activity' }).getByRole('listitem');
  const executed = entries.filter({ hasText: 'Executed 50 USDC to JUP.' }).first();
  await expect(executed.getByRole('list', { name: 'Money moved' })).toHaveText(
    /−50 USDC held\s*\+[\d.]+ JUP available/,
  );
  await executed.getByRole('button', { name: /Details/ }).click();
  await expect(page).toHaveURL(/tab=activity.*[?&]order=/);
});
