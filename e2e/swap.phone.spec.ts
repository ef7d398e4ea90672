import { expect, test } from 'playwright/test';
import { CONFIRMED, openDesk, orderRows } from './fixtures/desk.ts';

test('on a phone a visitor swaps, is taken to the order and finds the wallet', async ({ page }) => {
  await openDesk(page);
  const parts = page.getByRole('navigation', { name: 'Parts of the desk' });
  await expect(page.getByRole('region', { name: 'Swap' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Orders' })).toBeHidden();

  await page.getByLabel('You pay').fill('1');
  const button = page.getByRole('button', { name: 'Review swap' });
  for (const shown of [page.getByText('Minimum received'), page.getByText('Best route'), button])
    await expect(shown, 'in sight without scrolling').toBeInViewport({ ratio: 1 });
  await button.tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm swap' }).tap();
  await expect(page.getByRole('region', { name: 'Orders' })).toBeVisible();
  await expect(orderRows(page)).toContainText(CONFIRMED, { timeout: 20_000 });

  await parts.getByRole('button', { name: 'Wallet' }).tap();
  await expect(page.getByRole('region', { name: 'Balances' })).toContainText('Paper wallet');
  await page.getByRole('button', { name: /^JUP\/USDC/ }).tap();
  await expect(page.getByRole('combobox', { name: 'Token to pay: JUP' })).toBeVisible();

  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'nothing sticks out at the side').toBeLessThanOrEqual(widths[1] ?? 0);
});
