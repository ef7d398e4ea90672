import { expect, test } from 'playwright/test';
import { availableOf, openDesk, orderRows, reviewAndConfirm, showTab } from './fixtures/desk.ts';

test('a failed swap shows its reason in words, and the funds are free again', async ({ page }) => {
  await openDesk(page);
  await page.getByLabel('You pay').fill('2');
  await page.getByRole('button', { name: 'Set an own minimum' }).click();
  await page.getByLabel('Own minimum received').fill('99999');
  await reviewAndConfirm(page);

  const message = page.getByRole('region', { name: 'Notifications' }).getByRole('dialog');
  await expect(message).toContainText(/Attempt [23] of 3/, { timeout: 20_000 });
  await expect(message).toContainText('Swap of 2 SOL to USDC failed', { timeout: 30_000 });
  await expect(message).toContainText('your funds were released');

  await page.getByRole('button', { name: 'Details of 2 SOL to USDC' }).first().click();
  const why = page.getByRole('region', { name: 'Why it failed' });
  await expect(why).toContainText('Price below your minimum');
  await expect(why).toContainText('What happened');
  await expect(why).toContainText('No. 2 SOL is free to trade again.');
  await expect(why).toContainText('What to do');
  await expect(why).toContainText('3 of 3');
  await expect(page.getByRole('list', { name: 'Timeline' })).toContainText('attempt 3 of 3');
  await expect(page.getByRole('region', { name: 'Quotes at routing' })).toContainText('Attempt 3');

  await page.keyboard.press('Escape');
  await showTab(page, 'Balances');
  await expect(availableOf(page, 'SOL')).toHaveText('100');
});

test('a refusal is shown in the server’s own words', async ({ page }) => {
  await openDesk(page);
  const text = 'New orders are paused for maintenance. No order was placed and no funds moved.';
  await page.route('**/api/trpc/orders.place*', (route) =>
    route.fulfill({
      status: 503,
      json: {
        error: {
          message: text,
          code: -32603,
          data: { code: 'INTAKE_PAUSED', text, retryable: true, requestId: 'request-1', httpStatus: 503 },
        },
      },
    }),
  );
  await page.getByLabel('You pay').fill('1');
  await reviewAndConfirm(page);
  const alert = page.getByRole('region', { name: 'Swap' }).getByRole('alert');
  await expect(alert).toContainText(text);
  await expect(alert).toContainText('request-1');
  await expect(orderRows(page)).toHaveCount(0);
});

test('a missing order is reported as missing, with a way back', async ({ page }) => {
  await openDesk(page);
  await page.goto('/orders/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'Order not found' })).toBeVisible();
  await page.getByRole('link', { name: 'To the desk' }).click();
  await expect(page.getByRole('region', { name: 'Swap' })).toBeVisible();
});
