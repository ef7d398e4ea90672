import { expect, it } from 'vitest';
import { applyEvent } from '../core/order/applyEvent.ts';
import type { OrderView } from '../core/order/orderView.ts';
import type { ExitTerms } from '../core/order/trigger/triggerTerms.ts';
import { SOL, USDC } from '../core/tokens/token.ts';
import { createAccountStore } from './accountStore.ts';
import { createOrderExecution } from './orderExecution.ts';
import { createOrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import { createRestingOrders } from './restingOrders.ts';
import { freshDatabase } from './testing/freshDatabase.ts';
import { building, confirmed, sampleAcceptance, sampleFailure, submitted } from './testing/sampleOrder.ts';

const TRADER = 'trader-1';
const EXIT: ExitTerms = {
  type: 'oco',
  trigger: {
    source: 'mid',
    confirmSlots: 2,
    stop: { rate: { amountIn: '150', amountOut: '1' }, maxSlippageBps: 1_000 },
    takeProfit: { rate: { amountIn: '50', amountOut: '1' }, maxSlippageBps: 100 },
    trail: null,
  },
  validForMs: 86_400_000,
};

async function books() {
  const db = await freshDatabase();
  const { database } = db;
  await createAccountStore({ database }).openTrader({ traderId: TRADER, wallet: 'wallet' });
  const execution = createOrderExecution({ database, owner: 'w', leaseMs: 60_000, onEvents: () => {} });
  const resting = createRestingOrders({ database, owner: 'w', leaseMs: 60_000, onEvents: () => {} });
  const intake = createOrderIntake({ database });
  const history = createOrderHistory({ database });

  /** A bracket whose entry has fired and is held by the worker. */
  async function entry(): Promise<{ orderId: string; epoch: number }> {
    const item = sampleAcceptance({ traderId: TRADER, type: 'bracket', slippageBps: null, exit: EXIT });
    const { orderId } = item;
    expect(await intake.accept(item)).toMatchObject({ verdict: 'accepted' });
    const [pair] = await resting.watch();
    if (pair === undefined) throw new Error('there is no pair to watch');
    const rate = { amountIn: '1', amountOut: '1' };
    const evidence = {
      by: 'limit',
      slot: 1,
      source: 'quote',
      observed: rate,
      watermark: null,
      quotedOut: '100',
    } as const;
    const fired = await resting.fire({ orderId, version: 1, pair, fired: { ...evidence, minOut: '100' } });
    expect(fired).toMatchObject({ verdict: 'ok' });
    const claim = await execution.claim(orderId);
    if (claim.verdict !== 'claimed') throw new Error(`the entry is ${claim.verdict}`);
    return { orderId, epoch: claim.order.epoch };
  }
  const orderOf = async (orderId: string) => {
    const order = await history.find({ traderId: TRADER, orderId });
    if (order === undefined) throw new Error('there is no such order');
    return order;
  };
  return { db, execution, resting, history, entry, orderOf };
}

it('arms the exits of entries that are settled together, each with its hold, in the settling transaction', async () => {
  const { db, execution, resting, history, entry, orderOf } = await books();
  await using _ = db;
  const entries = [await entry(), await entry()];
  for (const [nth, held] of entries.entries())
    for (const step of [building, submitted(`sig-${nth}`)])
      expect(await execution.transition({ ...held, step })).toBe('ok');
  const { next } = await resting.changes();
  const settled = entries.map((held, nth) => execution.transition({ ...held, step: confirmed(`sig-${nth}`, 120n) }));
  expect(await Promise.all(settled)).toEqual(['ok', 'ok']);

  for (const { orderId } of entries) {
    const bracket = await orderOf(orderId);
    const exit = await orderOf(bracket.exitOrderId ?? '');
    expect(exit).toMatchObject({
      type: 'oco',
      status: 'pending',
      tokenIn: USDC.mint,
      tokenOut: SOL.mint,
      amountIn: '120',
      minOut: '1',
      trigger: EXIT.trigger,
      exit: null,
      entryOrderId: orderId,
    });
    expect(Date.parse(exit.validUntil) - Date.parse(exit.acceptedAt)).toBe(EXIT.validForMs);
    for (const order of [bracket, exit]) {
      const events = await history.orderEvents({ traderId: TRADER, orderId: order.orderId, afterSeq: 0, limit: 100 });
      expect(events.reduce<OrderView | undefined>(applyEvent, undefined)).toEqual(order);
    }
  }
  const held = await db.owner`select token, held::text from engine.balances where held > 0`;
  expect([...held]).toEqual([{ token: USDC.mint, held: '240' }]);
  const exits = (await resting.changes(next)).orders.filter(({ type }) => type === 'oco');
  expect(exits.map(({ amountIn }) => amountIn)).toEqual([120n, 120n]);
  expect(await db.audit()).toEqual([]);
});

it('arms nothing when the entry ends without an execution', async () => {
  const { db, execution, entry, orderOf } = await books();
  await using _ = db;
  const held = await entry();
  expect(await execution.transition({ ...held, step: { kind: 'failed', failure: sampleFailure } })).toBe('ok');
  expect(await orderOf(held.orderId)).toMatchObject({ status: 'failed', exitOrderId: null });
  expect(await db.owner`select from engine.orders where type = 'oco'`).toHaveLength(0);
  expect(await db.audit()).toEqual([]);
});
