import { expect, test } from 'playwright/test';
import { openDesk, reviewAndConfirm, watchForPageErrors } from '../fixtures/desk.ts';

test('the chart follows the pair: candles, intervals in the address, and a table with the fills', async ({ page }) => {
  const errors = watchForPageErrors(page);
  await openDesk(page);
  const chart = page.getByRole('region', { name: 'Chart', exact: true });
  await expect(chart.getByText('SOL/USDC · 1m')).toBeVisible();
  await expect(chart.locator('canvas').first()).toBeVisible();
  await expect(chart.getByText(/^O \d+\.\d{3}$/)).toBeVisible();

  await page.getByLabel('You pay').fill('1');
  await reviewAndConfirm(page);

  await chart.getByRole('button', { name: '5m', exact: true }).click();
  await expect(page).toHaveURL(/[?&]interval=5m/);
  await expect(chart.getByText('SOL/USDC · 5m')).toBeVisible();
  await chart.getByRole('button', { name: 'Raydium line' }).click();
  await expect(page).toHaveURL(/[?&]lines=raydium/);
  await expect(chart.getByText(/^Raydium \d+\.\d{3}$/)).toBeVisible();

  await chart.getByRole('button', { name: 'Table' }).click();
  const rows = chart.getByRole('row');
  await expect(rows.nth(100)).toBeAttached();
  await expect(chart.getByRole('cell', { name: /^Sell 1 SOL at \d+\.\d{3}$/ })).toBeVisible({ timeout: 15_000 });
  const before = await rows.count();
  await chart.getByRole('button', { name: 'Show older candles' }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(before);

  await page.reload();
  await expect(chart.getByRole('button', { name: '5m', exact: true })).toHaveAttribute('aria-pressed', 'true');
  expect(errors).toEqual([]);
});

test('the pair is chosen in the header, with its price and its change of the day', async ({ page }) => {
  await openDesk(page);
  await page.getByRole('combobox', { name: 'Pair: SOL/USDC' }).click();
  await page.getByRole('combobox', { name: 'Search pairs' }).fill('bonk');
  const options = page.getByRole('option');
  await expect(options).toHaveCount(2);
  await expect(options.first()).toContainText(/BONK\/SOL.*\d+\.\d{4,}.*(up|down|unchanged)/);
  await options.filter({ hasText: 'BONK/USDC' }).click();
  await expect(page.getByRole('combobox', { name: 'Pair: BONK/USDC' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Token to pay: BONK' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Chart', exact: true }).getByText('BONK/USDC · 1m')).toBeVisible();
});

test('the status bar shows connection, data, queue and workers', async ({ page }) => {
  await openDesk(page);
  const bar = page.getByRole('contentinfo');
  await expect(bar.getByText(/^Round trip\s*[\d,]+ ms$/)).toBeVisible();
  await expect(bar.getByText(/^Slot\s*[\d,]+$/)).toBeVisible();
  await expect(bar.getByText(/^Data\s*(under )?\d+ s old$/)).toBeVisible();
  await expect(bar.getByText(/^Queue\s*\d+$/)).toBeVisible();
  await expect(bar.getByText(/^Workers\s*[1-9]$/)).toBeVisible();
});
