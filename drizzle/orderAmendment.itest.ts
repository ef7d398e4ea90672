import { expect, it } from 'vitest';
import { applyEvent } from '../core/order/applyEvent.ts';
import type { OrderView } from '../core/order/orderView.ts';
import type { TriggerTerms } from '../core/order/trigger/triggerTerms.ts';
import { type Amendment, createOrderAmendment } from './orderAmendment.ts';
import { type RestingBooks, resting, restingBooks, STOP, TRADER, TRAIL } from './testing/restingBooks.ts';
import { ONE_SOL, sampleAcceptance, sampleFailure } from './testing/sampleOrder.ts';

/** The amendment of an order of the tests, with changes. */
const amendment = (orderId: string, given: Partial<Amendment> = {}): Amendment => ({
  ...{ traderId: TRADER, orderId, version: 1, amountIn: ONE_SOL, requestedMinOut: null, minOut: 1n, trigger: STOP },
  ...{ exit: null, quotedOut: 101n, quoteSlot: 7, validForMs: 3_600_000 },
  ...given,
});

/** The order, which equals the result of applying its events. */
async function whole(books: RestingBooks, orderId: string): Promise<OrderView> {
  const { order, events } = await books.get(orderId);
  expect(events.reduce<OrderView | undefined>(applyEvent, undefined)).toEqual(order);
  return order;
}

const LOWER: TriggerTerms = {
  ...STOP,
  stop: { rate: { amountIn: '1000000000', amountOut: '140000000' }, maxSlippageBps: 300 },
};

it('changes terms and hold in one transaction, under the next version', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const before = await books.balance();
  const orderId = await books.place(resting(STOP));
  const steps: readonly Partial<Amendment>[] = [
    { amountIn: 3n * ONE_SOL, trigger: LOWER, requestedMinOut: 50n, minOut: 50n },
    { amountIn: ONE_SOL / 2n, trigger: STOP, minOut: 1n, quotedOut: undefined, quoteSlot: undefined },
    { amountIn: ONE_SOL / 2n, validForMs: 60_000 },
  ];
  for (const [i, step] of steps.entries()) {
    const since = (await books.watcher('reader').changes()).next;
    const asked = amendment(orderId, { version: i + 1, ...step });
    expect(await books.amend(asked)).toBe('amended');
    const order = await whole(books, orderId);
    expect(order).toMatchObject({
      ...{
        orderId,
        version: i + 2,
        status: 'pending',
        seq: i + 2,
        attempt: 0,
        amountIn: String(asked.amountIn),
        trigger: asked.trigger,
      },
      ...{
        requestedMinOut: asked.requestedMinOut?.toString() ?? null,
        minOut: String(asked.minOut),
        quoteSlot: asked.quoteSlot ?? null,
      },
    });
    const event = (await books.get(orderId)).events.at(-1);
    expect(Date.parse(order.validUntil) - Date.parse(event?.at ?? '')).toBe(asked.validForMs);
    expect(await books.balance()).toEqual({ available: before.available - asked.amountIn, held: asked.amountIn });
    // The watchers read it.
    const { orders } = await books.watcher('reader').changes(since);
    expect(orders).toMatchObject([{ orderId, version: i + 2, amountIn: asked.amountIn, trigger: asked.trigger }]);
    expect(await db.audit()).toEqual([]);
  }
  const kinds =
    await db.owner`select kind, count(*)::int from engine.transfers where order_id = ${orderId} group by 1 order by 1`;
  expect([...kinds]).toEqual([
    { kind: 'adjust', count: 2 },
    { kind: 'hold', count: 1 },
  ]);
  // The trigger that was found under the terms of before does not fire; the hold of now comes back at the end.
  expect(await books.fire(orderId, 9n, { version: 3 })).toEqual({ verdict: 'version' });
  expect(await books.cancel({ traderId: TRADER, orderIds: [orderId] })).toMatchObject([{ verdict: 'cancelled' }]);
  expect(await books.balance()).toEqual(before);
  expect(await db.audit()).toEqual([]);
});

it('changes nothing of an order that is another trader’s, does not rest, has ended, or has other terms by now', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const [orderId, fired, called, late] = await Promise.all(Array.from({ length: 4 }, () => books.place(resting(STOP))));
  const market = await books.place(sampleAcceptance({ traderId: TRADER }));
  if (orderId === undefined || fired === undefined || called === undefined || late === undefined)
    throw new Error('not placed');
  await books.fire(fired, 9n);
  await books.cancel({ traderId: TRADER, orderIds: [called] });
  await books.runOut(late);
  const held = await books.balance();
  const before = await Promise.all([orderId, fired, called, late, market].map((id) => whole(books, id)));
  expect(await books.amend(amendment(orderId, { traderId: 'another' }))).toBe('unknown');
  expect(await books.amend(amendment('00000000-0000-7000-8000-000000000000'))).toBe('unknown');
  expect(await books.amend(amendment(market, { trigger: null }))).toBe('not_amendable');
  for (const id of [fired, called, late]) expect(await books.amend(amendment(id))).toBe('too_late');
  for (const version of [0, 2]) expect(await books.amend(amendment(orderId, { version }))).toBe('conflict');
  expect(await books.amend(amendment(orderId, { amountIn: held.available + held.held }))).toBe('insufficient');
  expect(await Promise.all([orderId, fired, called, late, market].map((id) => whole(books, id)))).toEqual(before);
  expect(await books.balance()).toEqual(held);
  // To the last unit.
  expect(await books.amend(amendment(orderId, { amountIn: held.available + ONE_SOL }))).toBe('amended');
  expect(await books.balance()).toMatchObject({ available: 0n });
  expect(await db.audit()).toEqual([]);
});

it('lets one of several concurrent amendments win, and either it or the trigger come first', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderId = await books.place(resting(STOP));
  // Each with a connection of its own.
  const amends = Array.from({ length: 8 }, () => createOrderAmendment({ database: db.database }).amend);
  const verdicts = await Promise.all(amends.map((amend, i) => amend(amendment(orderId, { amountIn: BigInt(i + 1) }))));
  expect(verdicts.toSorted()).toEqual(['amended', ...Array.from({ length: 7 }, () => 'conflict')]);
  expect((await books.balance()).held).toBe(BigInt(verdicts.indexOf('amended') + 1));
  const pair = await books.pairOf(books.watching);
  for (let round = 0; round < 10; round++) {
    const id = await books.place(resting(STOP, { amountIn: 5n }));
    const both = [() => books.fire(id, 9n, { pair }), () => books.amend(amendment(id, { amountIn: 7n }))] as const;
    const [trigger, verdict] =
      round % 2 === 0
        ? await Promise.all([both[0](), both[1]()])
        : await Promise.all([both[1](), both[0]()]).then(([amended, fired]) => [fired, amended] as const);
    expect([trigger.verdict, verdict]).toEqual(verdict === 'amended' ? ['version', 'amended'] : ['ok', 'too_late']);
    expect(await whole(books, id)).toMatchObject(
      verdict === 'amended' ? { status: 'pending', amountIn: '7' } : { status: 'routing', amountIn: '5' },
    );
  }
  expect(await db.audit()).toEqual([]);
});

it('forgets the evidence of a trigger that missed, and waits for the new terms', async () => {
  const books = await restingBooks();
  await using db = books.db;
  const orderId = await books.place(resting(STOP));
  await books.fire(orderId, 90n);
  await books.execution.claim(orderId);
  const step = { kind: 'rest', failure: sampleFailure, delayMs: 3_600_000 } as const;
  expect(await books.execution.transition({ orderId, epoch: 1, step })).toBe('ok');
  expect(await books.amend(amendment(orderId, { trigger: LOWER }))).toBe('amended');
  expect(await whole(books, orderId)).toMatchObject({
    minOut: '1',
    fired: null,
    version: 2,
    attempt: 1,
    nextRunAt: null,
  });
  expect(await books.rests()).toMatchObject([{ minOut: 1n, fired: undefined, notBefore: undefined, version: 2 }]);
  expect(await books.fire(orderId, 80n, { version: 2 })).toMatchObject({ verdict: 'ok' });
  expect(await whole(books, orderId)).toMatchObject({ status: 'routing', minOut: '80', attempt: 2 });
  expect(await db.audit()).toEqual([]);
});

it('keeps the watermark of a trailing stop as long as distance, source and what the source quotes are the same', async () => {
  const books = await restingBooks();
  await using _ = books.db;
  const watermark = { amountIn: '1', amountOut: '7' };
  const quote: TriggerTerms = { ...TRAIL, source: 'quote' };
  const cases: readonly { from: TriggerTerms; to: TriggerTerms; amountIn: bigint; kept: boolean }[] = [
    { from: TRAIL, to: { ...TRAIL, confirmSlots: 9 }, amountIn: 5n, kept: true },
    { from: TRAIL, to: { ...TRAIL, trail: { bps: 501, maxSlippageBps: 1_000 } }, amountIn: ONE_SOL, kept: false },
    { from: TRAIL, to: quote, amountIn: ONE_SOL, kept: false },
    { from: quote, to: quote, amountIn: ONE_SOL, kept: true },
    { from: quote, to: quote, amountIn: 5n, kept: false },
  ];
  for (const { from, to, amountIn, kept } of cases) {
    const orderId = await books.place(resting(from));
    await books.watching.raiseWatermarks([{ orderId, version: 1, watermark }]);
    expect(await books.amend(amendment(orderId, { trigger: to, amountIn }))).toBe('amended');
    const order = (await books.rests()).find((one) => one.orderId === orderId);
    expect(order?.watermark).toEqual(kept ? watermark : undefined);
  }
});
