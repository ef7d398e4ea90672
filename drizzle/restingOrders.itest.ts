import { expect, it } from 'vitest';
import { applyEvent } from '../core/order/applyEvent.ts';
import type { OrderView } from '../core/order/orderView.ts';
import { JUP } from '../core/testing/usualListing.ts';
import { SOL, USDC } from '../core/tokens/token.ts';
import type { Transition } from './orderExecution.ts';
import { evidence, type RestingBooks, resting, restingBooks, STOP, TRADER } from './testing/restingBooks.ts';
import { building, confirmed, ONE_SOL, sampleAcceptance, sampleFailure, submitted } from './testing/sampleOrder.ts';

/** The order and the result of applying its events are equal. */
async function expectWhole(books: RestingBooks, orderId: string): Promise<OrderView> {
  const { order, events } = await books.get(orderId);
  expect(events.reduce<OrderView | undefined>(applyEvent, undefined)).toEqual(order);
  return order;
}

/** Steps that have to be committed, under an epoch. */
async function go(books: RestingBooks, orderId: string, epoch: number, steps: readonly Transition[]): Promise<void> {
  for (const step of steps) expect(await books.execution.transition({ orderId, epoch, step }), step.kind).toBe('ok');
}

/** Claims an order that was triggered. */
async function claimed(books: RestingBooks, orderId: string) {
  const claim = await books.execution.claim(orderId);
  if (claim.verdict !== 'claimed') throw new Error(`it is ${claim.verdict}`);
  return claim.order;
}

const rest = (given: Partial<Extract<Transition, { kind: 'rest' }>> = {}): Transition => ({
  kind: 'rest',
  failure: sampleFailure,
  delayMs: 0,
  ...given,
});

it('holds the amount of an order that rests, and lets nobody execute it before its trigger', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const item = resting(STOP);
  const orderId = await books.place(item);
  expect(await books.balance()).toMatchObject({ held: ONE_SOL });
  expect(await books.execution.toPrepare(orderId)).toBeUndefined();
  expect(await books.execution.claim(orderId)).toMatchObject({ verdict: 'waiting' });
  expect(await books.execution.sweep({ limit: 10, againMs: 1 })).toEqual([]);
  expect(await books.rests()).toEqual([
    {
      ...{
        orderId,
        type: 'stop',
        tokenIn: SOL.mint,
        tokenOut: USDC.mint,
        amountIn: ONE_SOL,
        minOut: 1n,
        trigger: STOP,
        version: 1,
      },
      ...{ validUntil: expect.any(Date), notBefore: undefined, fired: undefined, watermark: undefined },
    },
  ]);
  expect(await expectWhole(books, orderId)).toMatchObject({
    status: 'pending',
    attempt: 0,
    trigger: STOP,
    version: 1,
    fired: null,
  });
  expect(await db.audit()).toEqual([]);
});

it('executes an order once its trigger has fired, for the bound of the evidence, which it stores', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderId = await books.place(resting(STOP));
  books.news.length = 0;
  expect(await books.fire(orderId, 90n)).toEqual({ verdict: 'ok', epoch: 0 });
  expect(books.news).toEqual([TRADER]);
  expect(await books.rests()).toEqual([]);
  expect(await books.fire(orderId, 90n)).toEqual({ verdict: 'over' });
  expect(await expectWhole(books, orderId)).toMatchObject({
    status: 'routing',
    attempt: 1,
    minOut: '90',
    fired: evidence(90n),
  });
  expect((await books.get(orderId)).events[1]).toMatchObject({ data: { retry: null, fired: evidence(90n) } });
  expect(await claimed(books, orderId)).toMatchObject({
    status: 'routing',
    attempt: 1,
    lastAttempt: 3,
    minOut: 90n,
    epoch: 1,
  });
  // Without the word of a worker it is found by the sweep.
  expect((await db.owner`select dispatch_at < now() + interval '4 seconds' as soon from engine.orders`)[0]).toEqual({
    soon: true,
  });
  await go(books, orderId, 1, [building, submitted('sig')]);
  const poor = { ...confirmed('sig', 89n) };
  expect(await books.execution.transition({ orderId, epoch: 1, step: poor })).toBe('illegal');
  await go(books, orderId, 1, [confirmed('sig', 90n)]);
  expect(await expectWhole(books, orderId)).toMatchObject({ status: 'confirmed', fill: { amountOut: '90' } });
  expect(await books.balance()).toMatchObject({ held: 0n });
  expect(await db.audit()).toEqual([]);
});

it('commits a trigger once, however many watchers send it at once', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderIds = await Promise.all(
    Array.from({ length: 20 }, () => books.place(resting(STOP, { amountIn: 1_000n }))),
  );
  const pair = await books.pairOf(books.watching);
  const watchers = Array.from({ length: 5 }, () => books.watcher('w'));
  const shuffled = (nth: number) => (nth % 2 === 0 ? orderIds : orderIds.toReversed());
  const results = await Promise.all(
    watchers.flatMap((by, nth) =>
      shuffled(nth).map(async (orderId) => ({ orderId, ...(await books.fire(orderId, 9n, { by, pair })) })),
    ),
  );
  for (const orderId of orderIds)
    expect(
      results
        .filter((one) => one.orderId === orderId)
        .map(({ verdict }) => verdict)
        .sort(),
    ).toEqual(['ok', 'over', 'over', 'over', 'over'].sort());
  for (const orderId of orderIds)
    expect(await expectWhole(books, orderId)).toMatchObject({ status: 'routing', attempt: 1 });
  expect(await db.audit()).toEqual([]);
});

it('refuses a trigger of other terms, of another pair, before its time, and after the order’s end', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const [orderId, late, gone] = [
    await books.place(resting(STOP)),
    await books.place(resting(STOP)),
    await books.place(resting(STOP)),
  ];
  const other = await books.place(resting(STOP, { tokenOut: JUP.mint }));
  const pairs = await books.watching.watch();
  const [pair, wrong] = [USDC, JUP].map(({ mint }) =>
    pairs.find(({ tokenA, tokenB }) => [tokenA, tokenB].includes(mint)),
  );
  expect(pairs.length).toBe(2);
  expect(await books.fire(orderId, 9n, { pair, version: 2 })).toEqual({ verdict: 'version' });
  expect(await books.fire(orderId, 9n, { pair: wrong })).toEqual({ verdict: 'stale' });
  expect(await books.fire(other, 9n, { pair })).toEqual({ verdict: 'stale' });
  await books.runOut(late);
  expect(await books.fire(late, 9n, { pair })).toEqual({ verdict: 'expired' });
  expect(await books.cancel({ traderId: TRADER, orderIds: [gone] })).toMatchObject([{ verdict: 'cancelled' }]);
  expect(await books.fire(gone, 9n, { pair })).toEqual({ verdict: 'over' });
  expect(await books.fire('00000000-0000-7000-8000-000000000000', 9n, { pair })).toEqual({ verdict: 'over' });
  for (const id of [orderId, late, gone, other]) expect((await expectWhole(books, id)).attempt).toBe(0);
  expect(await db.audit()).toEqual([]);
});

it('cancels an order that rests in one transaction, and of a cancellation and a trigger exactly one comes first', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const pair = await (async () => {
    await books.place(resting(STOP, { amountIn: 1n }));
    return books.pairOf(books.watching);
  })();
  for (let round = 0; round < 15; round++) {
    const orderId = await books.place(resting(STOP));
    const fired = () => books.fire(orderId, 9n, { pair });
    const cancelled = () => books.cancel({ traderId: TRADER, orderIds: [orderId] });
    const [first, second] = round % 2 === 0 ? [fired, cancelled] : [cancelled, fired];
    const answers = await Promise.all([first(), second()]);
    const [trigger] = answers.flat().filter((one) => 'verdict' in one && !('orderId' in one));
    // A triggered order without a submission is cancelled as well: the trigger then came first.
    const order = await expectWhole(books, orderId);
    expect(order.status).toBe('cancelled');
    expect(trigger?.verdict).toBe(order.attempt === 1 ? 'ok' : 'over');
    expect(await books.execution.claim(orderId)).toEqual({ verdict: 'final' });
  }
  expect(await books.balance()).toMatchObject({ held: 1n });
  expect(await db.audit()).toEqual([]);
});

it('rests again after each kind of miss, keeps its bound, and fires again after the delay', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderId = await books.place(resting(STOP));
  const dead = { signature: 'sig-3', outcome: 'expired' } as const;
  const refused = { signature: 'sig-4', outcome: 'failed', slot: 9, error: '6005' } as const;
  const misses: readonly { steps: readonly Transition[]; missed: Transition; illegal?: Transition }[] = [
    { steps: [], missed: rest() },
    { steps: [building], missed: rest() },
    { steps: [building, submitted('sig-3')], missed: rest({ dead }), illegal: rest() },
    { steps: [building, submitted('sig-4')], missed: rest({ dead: refused }), illegal: rest({ dead }) },
  ];
  let attempt = 0;
  for (const { steps, missed, illegal } of misses) {
    attempt += 1;
    // A lower bound than the one before is not taken.
    expect(await books.fire(orderId, attempt === 1 ? 90n : 80n)).toMatchObject({ verdict: 'ok' });
    const order = await claimed(books, orderId);
    expect(order).toMatchObject({ attempt, lastAttempt: attempt + 2, minOut: 90n, status: 'routing' });
    await go(books, orderId, order.epoch, steps);
    if (illegal !== undefined)
      expect(await books.execution.transition({ orderId, epoch: order.epoch, step: illegal })).toBe('illegal');
    await go(books, orderId, order.epoch, [missed]);
    expect(await expectWhole(books, orderId)).toMatchObject({
      status: 'pending',
      attempt,
      minOut: '90',
      fired: { minOut: '90' },
      finalAt: null,
    });
    expect((await books.get(orderId)).events.at(-1)).toMatchObject({
      data: { missed: { code: 'SLIPPAGE' }, minOut: '90', version: 1 },
    });
    expect(await books.rests()).toMatchObject([
      { orderId, minOut: 90n, fired: { minOut: '90' }, notBefore: undefined },
    ]);
    expect(await books.execution.transition({ orderId, epoch: order.epoch, step: building })).toBe('stale');
    expect(await books.execution.claim(orderId)).toMatchObject({ verdict: 'waiting' });
  }
  expect((await books.get(orderId)).submissions.map(({ outcome }) => outcome)).toEqual(['expired', 'failed']);
  // A better quote raises the bound.
  await books.fire(orderId, 95n);
  const { epoch } = await claimed(books, orderId);
  await go(books, orderId, epoch, [rest({ delayMs: 3_600_000 })]);
  const { nextRunAt } = await expectWhole(books, orderId);
  expect(await books.rests()).toMatchObject([{ minOut: 95n, notBefore: expect.any(Date) }]);
  expect((await books.rests())[0]?.notBefore?.toISOString().slice(0, -2)).toBe(nextRunAt?.slice(0, -2));
  expect(await books.fire(orderId, 95n)).toEqual({ verdict: 'waiting' });
  await db.owner`update engine.orders set next_run_at = now() where id = ${orderId}`;
  expect(await books.fire(orderId, 95n)).toMatchObject({ verdict: 'ok' });
  expect(await db.audit()).toEqual([]);
});

it('lets only a kind that rests rest again, and none that was cancelled or whose time is over', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const market = await books.place(sampleAcceptance({ traderId: TRADER }));
  const { epoch } = await claimed(books, market);
  expect(await books.execution.transition({ orderId: market, epoch, step: rest() })).toBe('illegal');

  const dead = { signature: 'sig', outcome: 'expired' } as const;
  const late = await books.place(resting(STOP));
  await books.fire(late, 9n);
  await go(books, late, (await claimed(books, late)).epoch, [building]);
  await books.runOut(late);
  expect(await books.execution.transition({ orderId: late, epoch: 1, step: rest() })).toBe('expired');
  await go(books, late, 1, [{ kind: 'expired', missed: sampleFailure }]);
  expect(await expectWhole(books, late)).toMatchObject({ status: 'expired', failure: null });
  expect((await books.get(late)).events.at(-1)).toMatchObject({ data: { missed: { code: 'SLIPPAGE' } } });

  const called = await books.place(resting(STOP));
  await books.fire(called, 9n);
  await go(books, called, (await claimed(books, called)).epoch, [building, submitted('sig')]);
  expect(await books.cancel({ traderId: TRADER, orderIds: [called] })).toMatchObject([{ verdict: 'too_late' }]);
  expect(await books.execution.transition({ orderId: called, epoch: 1, step: rest({ dead }) })).toBe('cancelled');
  await go(books, called, 1, [{ kind: 'cancelled', dead }]);
  expect(await books.rests()).toEqual([]);
  expect(await db.audit()).toEqual([]);
});

it('ends an order whose time is over by a claim, with the hold released and why its last attempt missed', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const [untouched, missed] = [await books.place(resting(STOP)), await books.place(resting(STOP))];
  await books.fire(missed, 9n);
  await go(books, missed, (await claimed(books, missed)).epoch, [rest()]);
  expect(await books.execution.transition({ orderId: missed, epoch: 1, step: { kind: 'expired' } })).toBe('stale');
  for (const orderId of [untouched, missed]) await books.runOut(orderId);
  expect(new Set((await books.execution.sweep({ limit: 10, againMs: 1 })).map(({ orderId }) => orderId))).toEqual(
    new Set([untouched, missed]),
  );
  for (const orderId of [untouched, missed]) {
    const { epoch, ending, status } = await claimed(books, orderId);
    expect({ ending, status }).toEqual({ ending: 'EXPIRED', status: 'pending' });
    expect(await books.fire(orderId, 9n)).toEqual({ verdict: 'over' });
    await go(books, orderId, epoch, [{ kind: 'expired' }]);
    expect(await expectWhole(books, orderId)).toMatchObject({ status: 'expired' });
  }
  expect((await books.get(untouched)).events.at(-1)).toMatchObject({ data: { missed: null } });
  expect((await books.get(missed)).events.at(-1)).toMatchObject({ data: { missed: { code: 'SLIPPAGE' } } });
  expect(await books.balance()).toMatchObject({ held: 0n });
  // No order ends so before its time.
  const early = await books.place(resting(STOP));
  await books.fire(early, 9n);
  const { epoch } = await claimed(books, early);
  expect(await books.execution.transition({ orderId: early, epoch, step: { kind: 'expired' } })).toBe('illegal');
  expect(await db.audit()).toEqual([]);
});

it('settles a landing that the database forgot, of an order that rests by its rows', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderId = await books.place(resting(STOP));
  await books.runOut(orderId);
  const { epoch } = await claimed(books, orderId);
  const landing = { signature: 'sig-found', attempt: 5, slot: 9, genesisHash: 'g' };
  expect(await books.execution.adopt({ orderId, epoch, landing })).toBe('ok');
  await go(books, orderId, epoch, [confirmed('sig-found')]);
  expect(await expectWhole(books, orderId)).toMatchObject({ status: 'confirmed', attempt: 5 });
  expect(await db.audit()).toEqual([]);
});
