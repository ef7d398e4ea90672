import { randomUUID } from 'node:crypto';
import { expect } from 'playwright/test';
import { decimalText } from '../../../core/amounts/format.ts';
import { CONFIRMED, orderRows } from '../../fixtures/desk.ts';
import type { Chapter } from '../chapter.ts';

/** Percent of the ordinary depth that is left while the order waits: 60 SOL get 24 to 31 bps less then. */
const DRAINED_PERCENT = 1;
const SWAP = { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '60000000000' };
/** The limit is this far below the quote before the liquidity leaves, basis points: prices move meanwhile. */
const BELOW_BPS = 12n;
/** Slots on which the order is seen to wait. */
const WAITS_SLOTS = 4;

const usdc = (amount: bigint) => decimalText({ amount, decimals: 6 });

export const limit: Chapter = {
  name: 'limit',
  title: 'A limit order waits',
  async play({ page, trader, engine, caption, shown }) {
    const quote = async () => {
      const { slot, decision } = await trader.client.quotes.get.query(SWAP);
      if (decision.kind !== 'route') throw new Error('60 SOL have no route');
      return { slot, amountOut: BigInt(decision.route.amountOut) };
    };
    const before = await quote();
    const minOut = (before.amountOut * (10_000n - BELOW_BPS)) / 10_000n;
    await engine.chain.depth(DRAINED_PERCENT);
    await expect.poll(async () => (await quote()).amountOut < minOut, 'less than the limit').toBe(true);
    const { orderId } = await trader.client.orders.place.mutate({
      ...{ ...SWAP, type: 'limit', minOut: `${minOut}`, idempotencyKey: randomUUID() },
    });
    const row = orderRows(page).first();
    await expect(row).toBeVisible();
    await caption(
      `Sell 60 SOL for at least ${usdc(minOut)} USDC. The pools are drained: the whole order would get less.`,
    );
    const placed = await quote();
    await expect.poll(async () => (await quote()).slot).toBeGreaterThanOrEqual(placed.slot + WAITS_SLOTS);
    const { order: waiting } = await trader.order(orderId);
    expect(waiting, 'it rests, and nothing was tried').toMatchObject({ status: 'pending', attempt: 0, fired: null });
    await expect(row).not.toContainText(CONFIRMED);
    const { balances } = await trader.client.account.balances.query();
    expect(balances.find(({ token }) => token === waiting.tokenIn)).toMatchObject({ held: SWAP.amountIn });

    await engine.chain.restore();
    await expect(row).toContainText(CONFIRMED, { timeout: 15_000 });
    await caption(
      'Liquidity returns. On that slot the quote for all 60 SOL reaches the limit, and the order is executed.',
    );
    const { order } = await trader.over(orderId);
    const received = BigInt(order.fill?.amountOut ?? 0);
    expect(order).toMatchObject({ status: 'confirmed', fired: { by: 'limit', source: 'quote', minOut: `${minOut}` } });
    expect(received, 'never for less than its limit').toBeGreaterThanOrEqual(minOut);
    shown(`60 SOL waited for ${usdc(minOut)} USDC with their hold, and got ${usdc(received)}`);
    shown(`the trigger fired on slot ${order.fired?.slot}, with the quote for the whole order as its evidence`);
  },
};
