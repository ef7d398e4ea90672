import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ORDER_STATUSES } from '../core/order/lifecycle.ts';
import { ORDER_SORTS, type OrderSort, orderQuery, SORT_ORDERS } from '../core/order/orderQuery.ts';
import type { OrderView } from '../core/order/orderView.ts';
import { SOL, tokenByMint } from '../core/tokens/token.ts';
import { createAccountStore } from './accountStore.ts';
import { createOrderExecution, type Transition } from './orderExecution.ts';
import { createOrderHistory, type OrderHistory } from './orderHistory.ts';
import { createOrderIntake } from './orderIntake.ts';
import { type FreshDatabase, freshDatabase } from './testing/freshDatabase.ts';
import { manyOrders } from './testing/manyOrders.ts';
import { building, confirmed, sampleAcceptance, sampleFailure, submitted } from './testing/sampleOrder.ts';

const traderId = 'lister';
const COUNT = 60;

let db: FreshDatabase;
let history: OrderHistory;
let all: readonly OrderView[];

beforeAll(async () => {
  db = await freshDatabase();
  await manyOrders({ owner: db.owner, traderId, count: COUNT });
  await manyOrders({ owner: db.owner, traderId: 'somebody else', count: 9 });
  history = createOrderHistory({ database: db.database });
  all = (await history.list({ traderId, query: orderQuery.parse({}), limit: 100 })).orders;
});
afterAll(() => db[Symbol.asyncDispose]());

async function pages(
  request: Record<string, unknown>,
  limit = 7,
): Promise<{ orders: OrderView[]; total: number | null }> {
  const query = orderQuery.parse(request);
  const first = await history.list({ traderId, query, limit });
  const orders = [...first.orders];
  for (let cursor = first.nextCursor; cursor !== null; ) {
    const page = await history.list({ traderId, query, limit, cursor });
    expect(page.total).toBeNull();
    orders.push(...page.orders);
    cursor = page.nextCursor;
  }
  return { orders, total: first.total };
}

const ids = (orders: readonly OrderView[]) => orders.map((order) => order.orderId);
const symbol = (mint: string) => tokenByMint(mint)?.symbol ?? mint;

const KEYS: Record<OrderSort, (order: OrderView) => number | string | null> = {
  accepted: (order) => order.orderId,
  duration: ({ finalAt, acceptedAt }) => (finalAt === null ? null : Date.parse(finalAt) - Date.parse(acceptedAt)),
  slippage: ({ quotedOut, fill }) =>
    quotedOut === null || fill === null ? null : (Number(quotedOut) - Number(fill.amountOut)) / Number(quotedOut),
  pair: ({ tokenIn, tokenOut }) => `${symbol(tokenIn)}/${symbol(tokenOut)}`,
  status: ({ status }) => ORDER_STATUSES.indexOf(status),
};

function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

describe('orders.list', () => {
  it.each(ORDER_SORTS.flatMap((sort) => SORT_ORDERS.map((order) => ({ sort, order }))))(
    'pages every order once, by $sort $order, those without a key last',
    async ({ sort, order }) => {
      const sign = order === 'desc' ? -1 : 1;
      const expected = [...all].sort((a, b) => {
        const [left, right] = [KEYS[sort](a), KEYS[sort](b)];
        if (left === null || right === null) {
          if (left !== right) return left === null ? 1 : -1;
          return sign * compare(a.orderId, b.orderId);
        }
        return sign * (compare(left, right) || compare(a.orderId, b.orderId));
      });
      const found = await pages({ sort, order });
      expect(ids(found.orders)).toEqual(ids(expected));
      expect(found.total).toBe(COUNT);
    },
  );

  it('filters by status, token, venue, time and text, all together, and counts the results', async () => {
    const someId = all[7]?.orderId ?? '';
    const someSignature = all.find((order) => order.signature !== null)?.signature ?? '';
    const sides = (order: OrderView) => [symbol(order.tokenIn), symbol(order.tokenOut)].sort().join();
    const cases: [Record<string, unknown>, (order: OrderView) => boolean][] = [
      [{ status: [] }, () => true],
      [{ status: ['open'] }, (o) => o.finalAt === null],
      [{ status: ['open', 'failed'] }, (o) => o.status !== 'confirmed'],
      [{ token: 'SOL' }, (o) => o.tokenIn === SOL.mint || o.tokenOut === SOL.mint],
      [{ venue: 'raydium' }, (o) => o.fill?.legs[0]?.venue === 'raydium'],
      [
        { from: '2026-01-01T00:10:00Z', to: '2026-01-01T01:20:00+01:00' },
        (o) => o.acceptedAt >= '2026-01-01T00:10' && o.acceptedAt < '2026-01-01T00:20',
      ],
      [{ search: '  ' }, () => true],
      [{ search: someId.toUpperCase().slice(0, 20) }, (o) => o.orderId.startsWith(someId.slice(0, 20))],
      [{ search: someSignature.toUpperCase().slice(0, 12) }, (o) => o.signature === someSignature],
      [{ search: 'ju' }, (o) => sides(o) === 'JUP,USDC'],
      [{ search: 'SOL/USDC' }, (o) => sides(o) === 'SOL,USDC'],
      [{ search: 'usdc sol', status: ['failed'] }, (o) => sides(o) === 'SOL,USDC' && o.status === 'failed'],
      [{ search: 'sol jup' }, () => false],
      [{ search: "%' or 1=1 --" }, () => false],
      [
        { token: 'USDC', venue: 'meteora', status: ['final'], sort: 'slippage', order: 'asc', search: 'jup' },
        (o) => sides(o) === 'JUP,USDC' && o.fill?.legs[0]?.venue === 'meteora',
      ],
    ];
    for (const [request, holds] of cases) {
      const expected = ids(all.filter(holds)).sort();
      const { orders, total } = await pages(request, 25);
      expect({ request, found: ids(orders).sort(), total }).toEqual({
        request,
        found: expected,
        total: expected.length,
      });
    }
  });

  it('shows when each step was reached', async () => {
    const failed = all.find((order) => order.status === 'failed');
    expect(failed?.steps).toEqual([
      { status: 'pending', attempt: 0, at: failed?.acceptedAt },
      { status: 'failed', attempt: 1, at: failed?.acceptedAt },
    ]);
    expect((await history.find({ traderId, orderId: failed?.orderId ?? '' }))?.steps).toEqual(failed?.steps);
  });

  it('refuses a cursor of another request', async () => {
    const query = orderQuery.parse({ sort: 'pair' });
    const { nextCursor } = await history.list({ traderId, query, limit: 3 });
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const id = all[0]?.orderId;
    for (const cursor of [
      'rubbish',
      id ?? '',
      forged(null),
      forged(['pair', 'desc', 'SOL\u0000', id, null]),
      forged(['pair', 'desc', 'SOL/USDC', "' or 1=1", null]),
      forged(['duration', 'desc', '1e5', id, '7']),
      forged(['pair', 'asc', 'SOL/USDC', id, null]),
      forged(['pair', 'desc', 'SOL/USDC', id, '7']),
      forged(['pair', 'desc', 'SOL/USDC', id]),
    ]) {
      await expect(history.list({ traderId, query, limit: 3, cursor })).rejects.toMatchObject({
        code: 'INVALID_REQUEST',
        text: expect.stringContaining('cursor must be'),
      });
    }
    await expect(
      history.list({ traderId, query: orderQuery.parse({}), limit: 3, cursor: nextCursor ?? '' }),
    ).rejects.toMatchObject({ code: 'INVALID_REQUEST' });
  });
});

describe('orders.list while orders change', () => {
  it.each(ORDER_SORTS.flatMap((sort) => SORT_ORDERS.map((order) => ({ sort, order }))))(
    'shows every order once, by $sort $order',
    async ({ sort, order }) => {
      const trader = `mover ${sort} ${order}`;
      const intake = createOrderIntake({ database: db.database });
      const execution = createOrderExecution({
        database: db.database,
        owner: 'w',
        leaseMs: 60_000,
        onEvents: () => {},
      });
      await createAccountStore({ database: db.database }).openTrader({ traderId: trader, wallet: trader });
      const accept = async () => {
        const item = sampleAcceptance({ traderId: trader });
        expect((await intake.accept(item)).verdict).toBe('accepted');
        return item.orderId;
      };
      const end = async (orderId: string, last: Transition) => {
        const claim = await execution.claim(orderId);
        if (claim.verdict !== 'claimed') throw new Error(`the claim was ${claim.verdict}`);
        const { epoch } = claim.order;
        const steps = last.kind === 'failed' ? [last] : [building, submitted(`s${orderId}`), last];
        for (const step of steps) expect(await execution.transition({ orderId, epoch, step })).toBe('ok');
      };
      const begun: string[] = [];
      for (let i = 0; i < 12; i += 1) begun.push(await accept());
      for (const id of begun.slice(0, 4)) await end(id, confirmed(`s${id}`, 100n));

      const query = orderQuery.parse({ sort, order });
      const seen: string[] = [];
      let left = begun.slice(4);
      for (let cursor: string | undefined, page = 0; page === 0 || cursor !== undefined; page += 1) {
        const answer = await history.list({
          traderId: trader,
          query,
          limit: 3,
          ...(cursor === undefined ? {} : { cursor }),
        });
        seen.push(...ids(answer.orders));
        cursor = answer.nextCursor ?? undefined;
        // An order that was shown ends, one that was not shown ends too, and a new one is accepted.
        const shown = left.find((id) => seen.includes(id));
        const unseen = left.find((id) => !seen.includes(id));
        if (shown !== undefined) await end(shown, confirmed(`s${shown}`, 103n));
        if (unseen !== undefined) await end(unseen, { kind: 'failed', failure: sampleFailure });
        left = left.filter((id) => id !== shown && id !== unseen);
        if (page < 3) await accept();
      }
      expect(seen.length).toBe(new Set(seen).size);
      expect(seen.filter((id) => begun.includes(id)).sort()).toEqual([...begun].sort());
    },
  );
});

describe('orders.bySignature', () => {
  it('answers another’s signature like an unknown one', async () => {
    const [order] = all.filter((one) => one.status === 'confirmed');
    if (order?.signature === undefined || order.signature === null) throw new Error('nothing was confirmed');
    const { orderId, signature } = order;
    await db.owner`insert into engine.submissions (order_id, attempt, epoch, signature, transaction, last_valid_block_height, outcome, slot, created_at)
      values (${orderId}, 1, 1, ${signature}, '\\x010203', 150, 'landed', 9, now())`;
    expect(await history.bySignature({ traderId, signature })).toMatchObject({
      order: { orderId },
      submission: { signature, transaction: 'AQID' },
      fill: order.fill,
    });
    for (const opts of [
      { traderId: 'somebody else', signature },
      { traderId, signature: 'unknown' },
    ]) {
      await expect(history.bySignature(opts)).rejects.toMatchObject({ code: 'ORDER_NOT_FOUND' });
    }
  });
});
