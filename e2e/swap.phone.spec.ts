import { expect, test } from 'playwright/test';
import { CONFIRMED, confirmSwap, openDesk, orderRows, showTab } from './fixtures/desk.ts';

test('on a phone a visitor swaps, sees the order and finds the wallet', async ({ page }) => {
  await openDesk(page);
  const parts = page.getByRole('navigation', { name: 'Parts of the desk' });
  await expect(page.getByRole('region', { name: 'Swap' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Orders and balances' })).toBeHidden();

  await page.getByLabel('You pay').fill('1');
  const button = page.getByRole('button', { name: 'Review swap' });
  for (const shown of [page.getByText('Minimum received'), page.getByText('Best route'), button])
    await expect(shown, 'visible without scrolling').toBeInViewport({ ratio: 1 });
  await button.tap();
  await confirmSwap(page, (confirm) => confirm.tap());
  await expect(page.getByRole('region', { name: 'Orders and balances' })).toBeVisible();
  await expect(orderRows(page)).toContainText(CONFIRMED, { timeout: 20_000 });

  await showTab(page, 'Balances');
  await expect(page.getByRole('tabpanel', { name: 'Balances' })).toContainText('99');
  await parts.getByRole('button', { name: 'Swap' }).tap();
  await expect(page.getByLabel('You pay')).toHaveValue('');

  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], 'nothing overflows at the side').toBeLessThanOrEqual(widths[1] ?? 0);
});
