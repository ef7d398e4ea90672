import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roundedRate } from '../../core/order/trigger/rate.ts';
import { RateCaps } from '../../core/routing/rateCaps.ts';
import { propertyRuns } from '../../core/testing/propertyRuns.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import type { RestingOrder } from '../../drizzle/restingOrders.ts';
import type { Fire, Sight } from './entry.ts';
import { createRestingSide, type RestingSide } from './restingSide.ts';
import { createNaiveJudge } from './testing/naiveJudge.ts';
import {
  entryOf,
  indexAt,
  marketAt,
  rateAt,
  restingOrder,
  restingOrders,
  triggerTerms,
} from './testing/restingOrders.ts';

const sight = (price: number, given: Partial<Sight> & { indexPrice?: number } = {}): Sight => {
  const market = given.market ?? marketAt(price);
  return { market, caps: new RateCaps(market), index: indexAt(given.indexPrice ?? price), now: 0, ...given };
};
const sideOf = (given: { tokenIn?: typeof SOL.mint; tokenOut?: typeof SOL.mint } = {}, onRaised = () => {}) =>
  createRestingSide({
    onFailed: (_, error) => {
      throw error;
    },
    tokenIn: SOL.mint,
    tokenOut: USDC.mint,
    ...given,
    onRaised,
  });
const fires = (side: RestingSide, seen: Sight): Fire[] =>
  [...side.look(seen), ...side.lookInTurn(seen)].filter((fire) => fire !== undefined);

/** A side with one order, and what fires at each of the prices, in looks one after the other. */
function sideWith(order: RestingOrder) {
  const side = sideOf();
  const entry = entryOf(order);
  side.add(entry);
  return { side, entry, at: (...prices: number[]) => prices.map((price) => fires(side, sight(price))[0]?.fired.by) };
}
const stopAt = (price: number, given = {}) =>
  restingOrder({
    type: 'stop',
    trigger: triggerTerms({ stop: { rate: rateAt(price), maxSlippageBps: 1_000 }, ...given }),
  });

/** A history of a side: what happens between its looks. */
const steps = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        look: fc.integer({ min: 900, max: 1_100 }),
        index: fc.option(fc.integer({ min: 900, max: 1_100 })),
      }),
    },
    { weight: 1, arbitrary: fc.record({ remove: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ amend: fc.nat(20), to: restingOrders }) },
    { weight: 1, arbitrary: fc.record({ delay: fc.nat(20), until: fc.integer({ min: 0, max: 12 }) }) },
  ),
  { minLength: 1, maxLength: 12 },
);

describe('a side of resting orders', () => {
  test('fires what a judge of each order fires, look by look, whatever the orders, prices and history', () => {
    const run = (orders: readonly RestingOrder[], history: readonly object[], misses: boolean) => {
      const judge = createNaiveJudge();
      const sides = [sideOf(), sideOf({ tokenIn: USDC.mint, tokenOut: SOL.mint })] as const;
      const sideFor = ({ tokenIn }: RestingOrder) => (tokenIn === SOL.mint ? sides[0] : sides[1]);
      // The same order for the side and for the judge, each with a state of its own.
      const put = (order: RestingOrder) => {
        const own = entryOf(order);
        sideFor(order).add(own);
        return { own, naive: entryOf(order) };
      };
      const resting = new Map(orders.map((order, nth) => [`${nth}`, put({ ...order, orderId: `${nth}` })]));
      const take = (id: string) => {
        const known = resting.get(id);
        if (known !== undefined) sideFor(known.own.order).remove(known.own);
        resting.delete(id);
        return known?.own.order;
      };
      for (const [now, step] of (history as Partial<Record<string, number>>[]).entries()) {
        const { look, index, remove, amend, delay, until = 0 } = step;
        if (remove !== undefined) take(`${remove}`);
        const known = amend === undefined ? undefined : take(`${amend}`);
        if (known !== undefined) {
          const to = step.to as unknown as RestingOrder;
          resting.set(known.orderId, put({ ...to, orderId: known.orderId, version: known.version + 1 }));
        }
        const delayed = resting.get(`${delay}`);
        if (delayed !== undefined) delayed.own.notBefore = delayed.naive.notBefore = until;
        if (look === undefined) continue;
        const market = marketAt(look, now);
        const seen = sight(look, { market, index: index == null ? undefined : indexAt(index), now });
        const found = sides.flatMap((side) => fires(side, seen));
        const expected = new Map([...resting].map(([id, { naive }]) => [id, judge(naive, seen)]));
        const actual = new Map(
          found.map(({ entry, fired }) => [entry.order.orderId, `${fired.by} ${fired.quotedOut} ${fired.minOut}`]),
        );
        expect(actual.size).toBe(found.length);
        for (const [id, { own, naive }] of resting) {
          expect([id, actual.get(id)]).toEqual([id, expected.get(id)]);
          if (own.order.trigger?.trail != null && own.order.fired === undefined)
            expect(own.watermark).toEqual(naive.watermark);
        }
        for (const { entry, fired } of found) {
          const order = take(entry.order.orderId);
          // Executed, or missed: then it rests again, for a quote of what the trigger set.
          if (order !== undefined && misses)
            resting.set(order.orderId, put({ ...order, fired, minOut: BigInt(fired.minOut) }));
        }
        expect(sides[0].size + sides[1].size).toBe(resting.size);
      }
    };
    fc.assert(
      fc.property(fc.array(restingOrders, { minLength: 1, maxLength: 12 }), steps, fc.boolean(), run),
      propertyRuns(60),
    );
  });

  test('complaint 1: a limit fires on the quote for its own size, not for another', () => {
    const quoted = fires(sideWith(restingOrder({ minOut: 1n })).side, sight(1_000))[0]?.fired.quotedOut;
    const large = { amountIn: 10n ** 12n, minOut: BigInt(quoted ?? 0) * 10n ** 6n };
    expect(sideWith(restingOrder({ minOut: BigInt(quoted ?? 0) })).at(1_000)).toEqual(['limit']);
    expect(sideWith(restingOrder(large)).at(1_000, 1_010)).toEqual([undefined, undefined]);
  });

  test('complaint 3: the fee is counted: a limit at the mid price rests until the market pays the fee as well', () => {
    expect(sideWith(restingOrder({ minOut: 1_000_000n })).at(1_000, 1_001, 1_004)).toEqual([
      undefined,
      undefined,
      'limit',
    ]);
  });

  test('complaint 5: a price that was touched without filling the whole amount does not fill', () => {
    const whole = restingOrder({ amountIn: 10n ** 12n, minOut: 10n ** 12n });
    const { at } = sideWith(whole);
    expect(at(1_010)).toEqual([undefined]);
    expect(sideWith(restingOrder({ minOut: 1_000_000n })).at(1_010)).toEqual(['limit']);
    expect(at(1_200)).toEqual(['limit']);
  });

  test('complaint 18: a stop executes after a gap past its price, within its worst price', () => {
    const { side, at } = sideWith(stopAt(990));
    expect(at(1_000, 500)).toEqual([undefined, undefined]);
    const [fire] = fires(side, sight(500));
    expect(fire?.fired).toMatchObject({ by: 'stop', source: 'mid' });
    expect(fire && roundedRate(fire.fired.observed)).toBeLessThan(0.51);
    expect(BigInt(fire?.fired.minOut ?? 0)).toBe((BigInt(fire?.fired.quotedOut ?? 0) * 9n) / 10n);
  });

  test('complaint 20: what has missed fires again with the first quote that reaches its minimum', () => {
    const { side, entry } = sideWith(stopAt(990));
    const [fire] = [980, 980].flatMap((price) => fires(side, sight(price)));
    if (fire === undefined) throw new Error('the stop did not fire');
    side.remove(entry);
    const again = entryOf({
      ...entry.order,
      fired: fire.fired,
      minOut: BigInt(fire.fired.minOut),
      notBefore: new Date(5),
    });
    side.add(again);
    const seen = (price: number, now: number) => fires(side, sight(price, { now })).map(({ fired }) => fired.by);
    expect([seen(700, 9), seen(980, 4), seen(980, 5)]).toEqual([[], [], ['stop']]);
    // Above its price, too: the trader wanted out.
    expect(seen(1_050, 6)).toEqual(['stop']);
  });

  test('complaint 21: a trailing stop follows the best rate by itself, and fires below it only', () => {
    const trail = { bps: 100, maxSlippageBps: 100 };
    const order = restingOrder({ type: 'trailingStop', trigger: triggerTerms({ trail, confirmSlots: 1 }) });
    const raised: number[] = [];
    const side = createRestingSide({
      onFailed: (_, error) => {
        throw error;
      },
      tokenIn: SOL.mint,
      tokenOut: USDC.mint,
      onRaised: ({ watermarkRate }) => raised.push(Math.round(watermarkRate * 1_000)),
    });
    side.add(entryOf(order));
    const seen = [1_000, 1_050, 1_020, 1_045, 1_038].map((price) => fires(side, sight(price))[0]?.fired);
    expect(seen.map((fired) => fired?.by)).toEqual([undefined, undefined, 'trailingStop', undefined, 'trailingStop']);
    expect(raised).toEqual([1_000, 1_050]);
    expect(Math.round(1_000 * roundedRate(seen[4]?.watermark ?? rateAt(0)))).toBe(1_050);
  });

  test('complaint 24: an order that was taken up after a gap is judged with the first look', () => {
    expect(sideWith(stopAt(990, { confirmSlots: 1 })).at(600)).toEqual(['stop']);
    expect(sideWith(restingOrder({ minOut: 1_000n })).at(1_300)).toEqual(['limit']);
  });

  test('complaint 28: of an OCO one part fires, the stop when both could, and nothing of it is left', () => {
    const terms = {
      stop: { rate: rateAt(990), maxSlippageBps: 1_000 },
      takeProfit: { rate: rateAt(1_010), maxSlippageBps: 100 },
    };
    const oco = restingOrder({ type: 'oco', trigger: triggerTerms({ ...terms, confirmSlots: 1 }) });
    const { side, entry } = sideWith(oco);
    expect([980, 1_000, 1_020].map((price) => fires(side, sight(price)).map(({ fired }) => fired.by))).toEqual([
      ['stop'],
      [],
      ['takeProfit'],
    ]);
    side.remove(entry);
    expect([980, 1_020].flatMap((price) => fires(side, sight(price)))).toEqual([]);
    const both = { ...terms, takeProfit: { rate: rateAt(980), maxSlippageBps: 100 } };
    expect(sideWith({ ...oco, trigger: triggerTerms({ ...both, confirmSlots: 1 }) }).at(985)).toEqual(['stop']);
  });

  test('a condition has to hold in consecutive looks, and begins again after a restart', () => {
    const { side, at } = sideWith(stopAt(990, { confirmSlots: 3 }));
    expect(at(980, 980, 1_000, 980, 980)).toEqual([undefined, undefined, undefined, undefined, undefined]);
    side.restart();
    expect(at(980, 980, 980)).toEqual([undefined, undefined, 'stop']);
  });

  test('without index prices nothing is known of what watches them', () => {
    const { side } = sideWith(stopAt(990, { source: 'index', confirmSlots: 2 }));
    expect(side.needsIndex).toBe(true);
    const seen = (index: Sight['index']) => fires(side, sight(980, { index })).length;
    expect([seen(indexAt(980)), seen(undefined), seen(indexAt(980)), seen(indexAt(980))]).toEqual([0, 0, 0, 1]);
  });

  test('where many watch quotes, all of them have their turn', () => {
    const side = sideOf();
    const trigger = triggerTerms({ source: 'quote', confirmSlots: 2, stop: { rate: rateAt(990), maxSlippageBps: 0 } });
    for (const orderId of ['a', 'b', 'c']) side.add(entryOf(restingOrder({ orderId, trigger })));
    // One a look.
    const next = () => side.lookInTurn(sight(980))[Symbol.iterator]().next().value?.entry.order.orderId;
    expect(Array.from({ length: 6 }, next)).toEqual([undefined, undefined, undefined, 'a', 'b', 'c']);
  });
});
