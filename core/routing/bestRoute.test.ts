import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pool, PoolAddress } from '../pools/all/pool.ts';
import { venueOf } from '../pools/all/poolKinds.ts';
import { quoteExactIn } from '../pools/all/swap.ts';
import { dlmmPools } from '../pools/meteoraDlmm/testing/dlmmPools.ts';
import { PoolRefusal } from '../pools/poolRefusal.ts';
import type { RaydiumCpmmPool } from '../pools/raydiumCpmm/cpmmPool.ts';
import { cpmmPools } from '../pools/raydiumCpmm/testing/cpmmPools.ts';
import { bySize } from '../pools/testing/bySize.ts';
import { pools } from '../pools/testing/poolArbitraries.ts';
import { CLOCK } from '../pools/testing/poolSamples.ts';
import { U64_MAX } from '../pools/u64.ts';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { BONK, JUP, RAY } from '../testing/usualListing.ts';
import { type Mint, SOL, USDC } from '../tokens/token.ts';
import { type BestRouteOptions, bestRoute } from './bestRoute.ts';
import { deliveredToNextHop } from './legPlan.ts';
import { legFootprint } from './poolGraph.ts';
import type { Route, RouteFound } from './route.ts';
import { decodeRouteDecision, encodeRouteDecision } from './routeJson.ts';
import { routeDecisionJson } from './routeJsonSchema.ts';
import { fitsTransaction } from './transactionSize.ts';

const cpmm = (fields: Partial<RaydiumCpmmPool> & { readonly id: string }): RaydiumCpmmPool => ({
  kind: 'raydium-cpmm',
  address: fields.id as PoolAddress,
  mintX: SOL.mint,
  mintY: USDC.mint,
  reserveX: 1_000_000_000_000n,
  reserveY: 150_000_000_000n,
  tradeFeeRate: 2_500n,
  protocolFeeRate: 120_000n,
  fundFeeRate: 40_000n,
  ...fields,
});

/** The pools of the split vectors: 1,000 SOL / 150,000 USDC at 25 bps, 700 / 104,000 at 100 bps. */
const A = cpmm({ id: 'A' });
const B = cpmm({ id: 'B', reserveX: 700_000_000_000n, reserveY: 104_000_000_000n, tradeFeeRate: 10_000n });

function found(opts: Omit<BestRouteOptions, 'clock'>): RouteFound {
  const decision = bestRoute({ ...opts, clock: CLOCK });
  if (decision.kind !== 'route') throw new Error(`no route: ${decision.reason}`);
  return decision;
}

/** Exact output when a pool takes all of the input; undefined when it refuses or can't. */
function whole(pool: Pool, mintIn: Mint, amountIn: bigint): bigint | undefined {
  try {
    const quote = quoteExactIn({ pool, mintIn, amountIn, clock: CLOCK });
    return quote.amountIn === amountIn ? quote.amountOut : undefined;
  } catch (error) {
    if (error instanceof PoolRefusal) return undefined;
    throw error;
  }
}

const otherOf = (mint: Mint): Mint => (mint === SOL.mint ? USDC.mint : SOL.mint);
const mints = fc.constantFrom(SOL.mint, USDC.mint);

/**
 * Checks that the legs are quotes of their pools, that each spends at most the amount of a token that is delivered to it, and that together they
 * consume the input.
 */
function assertRoute(route: Route, all: readonly Pool[]): void {
  const bought = new Map<Mint, bigint>([[route.mintIn, route.amountIn]]);
  const spent = new Map<Mint, bigint>();
  for (const leg of route.legs) {
    const pool = all.find(({ address }) => address === leg.pool);
    if (pool === undefined) throw new Error('a leg names no pool');
    const quote = quoteExactIn({ pool, mintIn: leg.mintIn, amountIn: leg.amountIn, clock: CLOCK });
    expect(quote).toMatchObject({ amountIn: leg.amountIn, amountOut: leg.amountOut, fee: leg.fee });
    expect(venueOf(pool)).toBe(leg.venue);
    spent.set(leg.mintIn, (spent.get(leg.mintIn) ?? 0n) + leg.amountIn);
    expect(bought.has(leg.mintIn)).toBe(true);
    bought.set(leg.mintOut, (bought.get(leg.mintOut) ?? 0n) + leg.amountOut);
  }
  expect(new Set(route.legs.map(({ pool }) => pool)).size).toBe(route.legs.length);
  for (const [mint, amount] of spent)
    expect(amount).toBe(mint === route.mintIn ? route.amountIn : deliveredToNextHop(bought.get(mint) ?? 0n));
  expect(bought.get(route.mintOut)).toBe(route.amountOut);
  expect(fitsTransaction(sizedLegs(route, all))).toBe(true);
}

function sizedLegs(route: Route, all: readonly Pool[]) {
  return route.legs.flatMap(({ pool, mintIn, mintOut }) =>
    all
      .filter(({ address }) => address === pool)
      .map((one) => ({ mintIn, mintOut, footprint: legFootprint(one, mintIn) })),
  );
}

describe('splits', () => {
  const sell = (sol: bigint, more: Partial<BestRouteOptions> = {}) =>
    found({ pools: [A, B], mintIn: SOL.mint, mintOut: USDC.mint, amountIn: sol * 1_000_000_000n, ...more });

  test('the vectors: 60 and 10 SOL are split, 8 are not', () => {
    const sixty = sell(60n).route;
    expect(sixty.kind).toBe('split');
    expect(sixty.amountOut / 100n).toBe(86_165_803n);
    expect((sixty.legs[0]?.amountIn ?? 0n) / 100_000n).toBe(388_547n);
    expect(sell(10n).route.amountOut / 100n).toBe(14_815_866n);
    expect(sell(8n).route).toMatchObject({ kind: 'single', legs: [{ pool: 'A' }] });
  });

  test('has its reasons', () => {
    const { venues, why, route } = sell(60n);
    const [raydium] = venues;
    expect(raydium).toMatchObject({ kind: 'filled', pool: 'A', amountOut: 8_470_538_283n, fee: 150_000_000n });
    expect(raydium).toMatchObject({ priceImpactPpm: 56_470, lostByPpm: 16_949 });
    expect(venues).toHaveLength(1);
    expect(why).toEqual({ reason: 'split-gain', gain: route.amountOut - 8_470_538_283n, gainPpm: 16_948 });
  });

  test('a split must gain more than the second leg costs', () => {
    const { gain } = sell(10n).why;
    if (gain === null) throw new Error('a split has a gain');
    expect(sell(10n, { legCost: gain - 1n }).route.kind).toBe('split');
    const single = sell(10n, { legCost: gain });
    expect(single.route.kind).toBe('single');
    expect(single.why.reason).toBe('better-price');
  });

  test('is near the brute-force optimum over integer splits, and never worse than a single pool', () => {
    const anyPool = (address: string) =>
      fc.oneof(
        cpmmPools({ address, minReserve: 10n, maxReserve: 20_000n }),
        cpmmPools({ address, minReserve: 1_000n, maxReserve: 1n << 40n }),
        dlmmPools({ address, maxBinSize: 500n }),
        dlmmPools({ address, maxBinSize: 1n << 30n }),
      );
    fc.assert(
      fc.property(anyPool('a'), anyPool('b'), mints, fc.bigInt({ min: 1n, max: 1_500n }), (a, b, mintIn, amountIn) => {
        const decision = bestRoute({ pools: [a, b], mintIn, mintOut: otherOf(mintIn), amountIn, clock: CLOCK });
        const amountOut = decision.kind === 'route' ? decision.route.amountOut : 0n;
        if (decision.kind === 'route') assertRoute(decision.route, [a, b]);
        let best = 0n;
        for (let part = 0n; part <= amountIn; part++) {
          const fromA = part === 0n ? 0n : whole(a, mintIn, part);
          const fromB = part === amountIn ? 0n : whole(b, mintIn, amountIn - part);
          if (fromA === undefined || fromB === undefined) continue;
          if (part === 0n || part === amountIn) expect(amountOut).toBeGreaterThanOrEqual(fromA + fromB);
          if (fromA + fromB > best) best = fromA + fromB;
        }
        expect(best - amountOut).toBeLessThanOrEqual(best / 1_000_000n + 1n);
      }),
      propertyRuns(250),
    );
  });

  test('at trading sizes no split on a fine grid, refined around its best, gives a part per million more', () => {
    const anyPool = (address: string) =>
      fc.oneof(
        cpmmPools({ address, minReserve: 1n << 20n, maxReserve: 1n << 50n }),
        dlmmPools({ address, maxBinSize: 1n << 40n }),
      );
    fc.assert(
      fc.property(
        anyPool('a'),
        anyPool('b'),
        mints,
        bySize({ min: 1n << 22n, max: 1n << 46n }),
        (a, b, mintIn, amountIn) => {
          const decision = bestRoute({ pools: [a, b], mintIn, mintOut: otherOf(mintIn), amountIn, clock: CLOCK });
          const amountOut = decision.kind === 'route' ? decision.route.amountOut : 0n;
          let best = 0n;
          let at = 0n;
          const consider = (part: bigint) => {
            if (part < 0n || part > amountIn) return;
            const fromA = part === 0n ? 0n : whole(a, mintIn, part);
            const fromB = part === amountIn ? 0n : whole(b, mintIn, amountIn - part);
            if (fromA === undefined || fromB === undefined || fromA + fromB <= best) return;
            best = fromA + fromB;
            at = part;
          };
          for (let step = amountIn / 64n; step > 0n; step /= 8n) {
            const from = step === amountIn / 64n ? 0n : at - 8n * step;
            const to = step === amountIn / 64n ? amountIn : at + 8n * step;
            for (let part = from; part <= to; part += step) consider(part);
          }
          expect(best - amountOut).toBeLessThanOrEqual(best / 1_000_000n + 1n);
        },
      ),
      propertyRuns(250),
    );
  });
});

test('a split gives a pool no more than its vault can hold', () => {
  const full = cpmm({ id: 'full', reserveX: U64_MAX - 60n, reserveY: U64_MAX, tradeFeeRate: 0n });
  const other = cpmm({ id: 'other', reserveX: 1_000_000n, reserveY: 500_000n, tradeFeeRate: 0n });
  for (const amountIn of [100n, 1_000n]) {
    const { route } = found({ pools: [full, other], mintIn: SOL.mint, mintOut: USDC.mint, amountIn });
    expect(route.legs.map(({ pool }) => pool)).toEqual(['full', 'other']);
    // The vault has room for 60; one less here and one more elsewhere gives the same output.
    expect([59n, 60n]).toContain(route.legs[0]?.amountIn);
  }
});

describe('any number of pools', () => {
  const named = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  const several = named.chain((names) => fc.tuple(...names.map((address) => pools({ address }))));

  test('never worse than the best single pool; the same in any order of the pools and after other routes; survives its JSON form', () => {
    fc.assert(
      fc.property(several, mints, bySize({ min: 1n, max: 1n << 50n }), (all, mintIn, amountIn) => {
        const opts = { mintIn, mintOut: otherOf(mintIn), amountIn, clock: CLOCK };
        const decision = bestRoute({ ...opts, pools: all });
        expect(bestRoute({ ...opts, pools: [...all].reverse() })).toEqual(decision);
        // Curves, sketches and paths are kept for later routes on a snapshot: a new one has none of them.
        const anew = all.map((pool) => ({ ...pool }));
        bestRoute({ ...opts, pools: anew, amountIn: amountIn * 3n });
        expect(bestRoute({ ...opts, pools: anew })).toEqual(decision);
        const best = all.map((pool) => whole(pool, mintIn, amountIn) ?? 0n).reduce((a, b) => (a > b ? a : b));
        if (decision.kind === 'route') {
          assertRoute(decision.route, all);
          expect(decision.route.amountOut).toBeGreaterThanOrEqual(best);
        } else {
          expect(best).toBe(0n);
        }
        const venues = new Set(all.map(venueOf));
        expect(new Set(decision.venues.map(({ venue }) => venue))).toEqual(venues);
        const json: unknown = JSON.parse(JSON.stringify(encodeRouteDecision(decision)));
        expect(decodeRouteDecision(routeDecisionJson.parse(json))).toEqual(decision);
      }),
      propertyRuns(400),
    );
  });

  test('the winner has a loss of 0, and the others lose the difference', () => {
    fc.assert(
      fc.property(several, mints, bySize({ min: 1_000n, max: 1n << 50n }), (all, mintIn, amountIn) => {
        const decision = bestRoute({ pools: all, mintIn, mintOut: otherOf(mintIn), amountIn, clock: CLOCK });
        fc.pre(decision.kind === 'route');
        if (decision.kind !== 'route') return;
        const { route, venues } = decision;
        for (const quote of venues) {
          if (quote.kind === 'refused') continue;
          expect(quote.lostByPpm === 0).toBe(quote.amountOut === route.amountOut);
          const missing = route.amountOut - quote.amountOut;
          expect(missing * 1_000_000n).toBeLessThanOrEqual(BigInt(quote.lostByPpm) * route.amountOut);
        }
      }),
      propertyRuns(300),
    );
  });
});

describe('two hops', () => {
  const jupSol = cpmm({
    id: 'jup-sol',
    mintX: JUP.mint,
    mintY: SOL.mint,
    reserveX: 10n ** 13n,
    reserveY: 4n * 10n ** 13n,
  });
  const jupUsdc = cpmm({
    id: 'jup-usdc',
    mintX: USDC.mint,
    mintY: JUP.mint,
    reserveX: 6n * 10n ** 12n,
    reserveY: 10n ** 13n,
  });
  const raySol = cpmm({
    id: 'ray-sol',
    mintX: RAY.mint,
    mintY: SOL.mint,
    reserveX: 10n ** 12n,
    reserveY: 2n * 10n ** 13n,
  });
  const rayUsdc = cpmm({
    id: 'ray-usdc',
    mintX: RAY.mint,
    mintY: USDC.mint,
    reserveX: 10n ** 12n,
    reserveY: 3n * 10n ** 12n,
  });
  const bonkJup = cpmm({ id: 'bonk-jup', mintX: BONK.mint, mintY: JUP.mint });

  test('go through the better hub when no direct pool exists', () => {
    const all = [jupSol, jupUsdc, raySol, rayUsdc];
    const opts = { mintIn: JUP.mint, mintOut: RAY.mint, amountIn: 10n ** 10n };
    const { route, why, venues } = found({ ...opts, pools: all });
    expect(route.kind).toBe('two-hop');
    assertRoute(route, all);
    const throughSol = found({ ...opts, pools: [jupSol, raySol] }).route.amountOut;
    const throughUsdc = found({ ...opts, pools: [jupUsdc, rayUsdc] }).route.amountOut;
    expect(route.amountOut).toBe(throughSol > throughUsdc ? throughSol : throughUsdc);
    expect(why).toEqual({ reason: 'no-single-pool', gain: null, gainPpm: null });
    expect(venues).toEqual([]);
  });

  test('are chosen when they give more than the direct pool by more than the cost of the second leg', () => {
    const dear = cpmm({ id: 'direct', mintX: JUP.mint, mintY: USDC.mint, reserveX: 10n ** 13n, reserveY: 10n ** 12n });
    const all = [dear, jupSol, cpmm({ id: 'sol-usdc', reserveX: 10n ** 15n, reserveY: 150n * 10n ** 12n })];
    const opts = { pools: all, mintIn: JUP.mint, mintOut: USDC.mint, amountIn: 10n ** 10n };
    const { route, why } = found(opts);
    expect(route.kind).toBe('two-hop');
    expect(why.reason).toBe('two-hop-gain');
    assertRoute(route, all);
    expect(found({ ...opts, legCost: why.gain ?? 0n }).route).toMatchObject({
      kind: 'single',
      legs: [{ pool: 'direct' }],
    });
  });

  test('go through any token, and not from a token to itself', () => {
    const pairs = [bonkJup, jupSol];
    const none = bestRoute({
      pools: [bonkJup],
      mintIn: BONK.mint,
      mintOut: SOL.mint,
      amountIn: 1_000_000n,
      clock: CLOCK,
    });
    expect(none).toMatchObject({ kind: 'no-route', reason: 'no-pool' });
    const throughJup = found({ pools: pairs, mintIn: BONK.mint, mintOut: SOL.mint, amountIn: 1_000_000n });
    expect(throughJup.route.kind).toBe('two-hop');
    assertRoute(throughJup.route, pairs);
    const same = bestRoute({ pools: pairs, mintIn: SOL.mint, mintOut: SOL.mint, amountIn: 1_000_000n, clock: CLOCK });
    expect(same).toMatchObject({ kind: 'no-route', reason: 'no-pool' });
  });

  test('price impact is that of both hops', () => {
    const { route } = found({ pools: [jupSol, raySol], mintIn: JUP.mint, mintOut: RAY.mint, amountIn: 10n ** 12n });
    const [first, second] = route.legs.map(({ priceImpactPpm }) => priceImpactPpm);
    expect(first).toBe(90_702);
    const kept = (1_000_000 - (first ?? 0)) * (1_000_000 - (second ?? 0));
    expect(route.priceImpactPpm).toBe(1_000_000 - Math.ceil(kept / 1_000_000));
  });
});

describe('no route', () => {
  const decide = (all: readonly Pool[], amountIn: bigint) =>
    bestRoute({ pools: all, mintIn: SOL.mint, mintOut: USDC.mint, amountIn, clock: CLOCK });
  const [dlmm] = fc.sample(dlmmPools({ maxBins: 8 }), { numRuns: 1, seed: 4 });
  if (dlmm === undefined) throw new Error('no sample');

  test('has its reason in each case', () => {
    expect(decide([], 1_000n)).toMatchObject({ reason: 'no-pool' });
    expect(decide([A, B], 0n)).toMatchObject({ reason: 'zero-output' });
    expect(decide([A, B], 1n)).toMatchObject({ reason: 'zero-output', venues: [{ kind: 'refused', code: 2505 }] });
    expect(decide([{ ...dlmm, enabled: false }], 1_000n)).toMatchObject({
      reason: 'refused',
      venues: [{ code: 6042 }],
    });
    expect(decide([A], U64_MAX)).toMatchObject({ reason: 'refused', venues: [{ code: 14 }] });
  });

  test('a pool whose liquidity ends is not offered', () => {
    const short = decide([dlmm], U64_MAX);
    expect(short).toMatchObject({ kind: 'no-route', reason: 'not-enough-liquidity', venues: [{ code: 6036 }] });
    expect(decide([{ ...dlmm, bins: [] }], 1_000n)).toMatchObject({ reason: 'not-enough-liquidity' });
  });

  test('an amount outside of u64 is a RangeError', () => {
    expect(() => decide([A], U64_MAX + 1n)).toThrow(RangeError);
    expect(() => decide([A], -1n)).toThrow(RangeError);
  });
});
