import { readFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import { decimalText } from '../../../core/amounts/format.ts';
import { orderRows } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';
import type { PageTrader } from '../stage/pageTrader.ts';

const SOL_TO_USDC = { tokenIn: 'SOL', tokenOut: 'USDC' };
const USDC_TO_JUP = { tokenIn: 'USDC', tokenOut: 'JUP' };
const USDC_TO_RAY = { tokenIn: 'USDC', tokenOut: 'RAY' };
const SOL_TO_BONK = { tokenIn: 'SOL', tokenOut: 'BONK' };
const USDC_TO_SOL = { tokenIn: 'USDC', tokenOut: 'SOL' };

const MORNING = [
  { ...SOL_TO_USDC, amountIn: '12000000000' },
  { ...USDC_TO_JUP, amountIn: '450000000' },
  { ...SOL_TO_BONK, amountIn: '1500000000' },
  { ...USDC_TO_RAY, amountIn: '800000000' },
  // More than the market gives, so that the order fails.
  { ...SOL_TO_USDC, amountIn: '2000000000', minOut: '99999000000' },
  { ...USDC_TO_JUP, amountIn: '120000000' },
  { ...USDC_TO_SOL, amountIn: '2500000000' },
  { ...SOL_TO_USDC, amountIn: '35000000000' },
  { ...USDC_TO_JUP, amountIn: '75500000' },
];

/** The records of a CSV without quotes in its cells. */
function records(csv: string): Record<string, string>[] {
  const [header = '', ...lines] = csv.trim().split('\r\n');
  const names = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

/** Executes the orders of a morning one after another, so that each has its own minute of the market. */
async function trade(trader: PageTrader): Promise<void> {
  const placed = [];
  for (const order of MORNING) {
    const { orderId } = await trader.place(order);
    placed.push(orderId);
    if (!('minOut' in order)) await trader.over(orderId);
  }
  for (const orderId of placed) await trader.over(orderId);
}

export const history: Chapter = {
  name: 'history',
  title: 'Every order, found and taken along',
  prepare: ({ trader }) => trade(trader),
  async play({ page, trader, caption, pause, shown, picture, highlight }) {
    await expect(page.getByRole('tab', { name: `History ${MORNING.length}` })).toBeVisible();
    await page.getByRole('button', { name: 'Filters' }).click();
    await page.getByRole('group', { name: 'Token' }).getByRole('button', { name: 'JUP' }).click();
    await pause(500);
    await page.getByRole('button', { name: 'Done' }).click();
    const { orders } = await trader.client.orders.list.query({ token: 'JUP', limit: 100 });
    expect(orders).toHaveLength(3);
    await expect(orderRows(page)).toHaveCount(orders.length);
    await expect(page).toHaveURL(/token=JUP/i);
    await caption('Filters, sort and search are in the address. The export has exactly the filtered orders.');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV' }).click(),
    ]);
    const csv = await readFile(await download.path(), 'utf8');
    const exported = records(csv);
    expect(exported.map((record) => record.order_id)).toEqual(orders.map(({ orderId }) => orderId));
    for (const [i, order] of orders.entries()) {
      expect(exported[i]).toMatchObject({
        amount_in: decimalText({ amount: BigInt(order.amountIn), decimals: 6 }),
        amount_out: decimalText({ amount: BigInt(order.fill?.amountOut ?? 0), decimals: 6 }),
      });
    }
    shown(
      `${orders.length} of ${MORNING.length} orders filtered by JUP; ${download.suggestedFilename()} holds them, each amount as executed`,
    );
    await pause(500);

    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('group', { name: 'Token' }).getByRole('button', { name: 'JUP' }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(orderRows(page).first()).toBeVisible();
    await page.getByLabel('You pay').first().fill('36');
    await expect(page.getByRole('button', { name: 'Review swap' })).toBeVisible();
    await picture('desk');
    // Clicked outside the amount, where the key would be text.
    await page.getByLabel('You pay').first().blur();
    await page.keyboard.press('t');
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await pause(400);
    highlight(1400);
    await caption('The same desk in the light, by one key.');
    await picture('desk-light');
  },
};
