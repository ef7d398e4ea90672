import { expect, test } from 'playwright/test';
import postgres from 'postgres';
import { manyOrders } from '../../drizzle/testing/manyOrders.ts';
import { expectLive, openDesk, orderRows } from '../fixtures/desk.ts';
import { place } from '../fixtures/place.ts';

test('of ten thousand orders only those in view are in the document, and none moves when another arrives', async ({
  page,
}) => {
  const databaseUrl = process.env.E2E_DATABASE_URL;
  if (databaseUrl === undefined) throw new Error('E2E_DATABASE_URL names the database to write orders to');
  await openDesk(page);
  const me: { result: { data: { traderId: string } } } = await (await page.request.get('/api/trpc/account.me')).json();
  const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await manyOrders({ owner, traderId: me.result.data.traderId, count: 10_000, allFinal: true });
  } finally {
    await owner.end();
  }
  await page.reload();
  await expectLive(page);
  await expect(page.getByRole('tab', { name: 'History 10,000' })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Order history' })).toHaveAttribute('aria-rowcount', '10001');
  await orderRows(page).first().focus();
  // Row 2,501 of the grid is the 2,500th order: 25 pages down.
  const end = async () => {
    await page.keyboard.press('End');
    return Number(await page.evaluate(() => document.activeElement?.getAttribute('aria-rowindex')));
  };
  await expect.poll(end, { intervals: [20], timeout: 30_000 }).toBeGreaterThan(2_500);
  expect(await page.getByRole('row').count()).toBeLessThan(50);

  // New orders wait above the list and move nothing.
  await place(page, { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1000000000' });
  await page.getByRole('button', { name: /^1 new order/ }).click();
  await expect(orderRows(page).first()).toContainText('1 SOL');

  await page.getByRole('button', { name: 'Time' }).click();
  await expect(orderRows(page).first(), 'the other end').toContainText('Jan 1');
});
