import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pool } from '../pools/all/pool.ts';
import { deliveredToNextHop, planLegs } from '../routing/legPlan.ts';
import { legFootprint } from '../routing/poolGraph.ts';
import type { Route } from '../routing/route.ts';
import { fitsTransaction, MAX_TRANSACTION_BYTES, type SizedLeg, transactionSize } from '../routing/transactionSize.ts';
import { LISTED_POOLS } from '../testing/usualListing.ts';
import { type Mint, SOL } from '../tokens/token.ts';
import { base58Encode } from './base58.ts';
import { compileSwap, compileSwapByKit } from './compileSwap.ts';
import { decodeTransaction, swapsOf } from './decodeTransaction.ts';
import { everyRoute, samplePool, WORST_ACTIVE_IDS } from './testing/sampleSwaps.ts';
import { wireTransaction } from './wire.ts';

const routes = everyRoute();
const memo = '01890a5d-ac96-774b-bcce-b302099a8057:3';
const wallet = base58Encode(new Uint8Array(32).fill(7));
const blockhash = base58Encode(new Uint8Array(32).fill(9));
const signature = new Uint8Array(64).fill(1);

/** The legs of a route as the router sizes them. */
function sizedLegs(route: Route, pools: readonly Pool[]): SizedLeg[] {
  return route.legs.map((leg) => {
    const pool = pools.find(({ address }) => address === leg.pool);
    if (pool === undefined) throw new RangeError(`no pool ${leg.pool}`);
    return { ...leg, footprint: legFootprint(pool, leg.mintIn) };
  });
}

const reckonedBytes = (route: Route, pools: readonly Pool[]) => transactionSize(sizedLegs(route, pools)).bytes;
/** False for two legs that are too large together, because they name many tick or bin arrays next to a border of one. */
const isTaken = (route: Route, pools: readonly Pool[]) => fitsTransaction(sizedLegs(route, pools));

const poolsAt = (activeId: number) => LISTED_POOLS.map((listed) => samplePool(listed, activeId));

describe('compileSwap', () => {
  it('has the size that the router computes, and fits where the router accepts the route, for all prices', async () => {
    let largest = 0;
    for (const activeId of WORST_ACTIVE_IDS) {
      const pools = poolsAt(activeId);
      for (const { name, route } of routes) {
        const { message } = await compileSwap({ route, minOut: 1n, pools, wallet, memo, blockhash });
        const size = wireTransaction({ message, signature }).length;
        expect(size, name).toBe(reckonedBytes(route, pools));
        if (isTaken(route, pools)) largest = Math.max(largest, size);
      }
    }
    expect(largest).toBeGreaterThan(1_000);
    expect(largest).toBeLessThanOrEqual(MAX_TRANSACTION_BYTES);
  }, 60_000);

  it('gives the same bytes as Kit, whatever differs between two orders of one shape', async () => {
    const amount = fc.bigInt({ min: 1n, max: (1n << 63n) - 1n });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          at: fc.nat({ max: routes.length - 1 }),
          wallet: fc.integer({ min: 1, max: 255 }).map((byte) => base58Encode(new Uint8Array(32).fill(byte))),
          activeId: fc.constantFrom(...WORST_ACTIVE_IDS),
          blockhash: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(base58Encode),
          memo: fc.tuple(fc.uuid(), fc.integer({ min: 1, max: 3 })).map(([id, attempt]) => `${id}:${attempt}`),
          scale: amount,
          price: fc.bigInt({ min: 0n, max: 10n ** 9n }),
        }),
        async ({ at, scale, activeId, price, ...rest }) => {
          const route = routes[at]?.route;
          if (route === undefined) throw new Error('no such route');
          const legs = route.legs.map((leg) => ({ ...leg, amountIn: (leg.amountIn * scale) % (1n << 63n) }));
          const request = {
            ...rest,
            route: { ...route, legs },
            minOut: scale % route.amountOut,
            pools: poolsAt(activeId),
            computeUnitPrice: price,
          };
          const [patched, byKit] = [await compileSwap(request), await compileSwapByKit(request)];
          expect(patched.message).toEqual(byKit.message);
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('decodes to the requested swap, with SOL wrapped and unwrapped exactly where it is used', async () => {
    const pools = poolsAt(5);
    for (const { name, route } of routes) {
      const { message, legs } = await compileSwap({ route, minOut: 400_000_000n, pools, wallet, memo, blockhash });
      const decoded = decodeTransaction(wireTransaction({ message, signature }));
      expect(decoded.memo).toBe(memo);
      expect(decoded.feePayer).toBe(wallet);
      expect(decoded.blockhash).toBe(blockhash);
      const swaps = swapsOf(decoded).map(({ venue, pool, mintIn, mintOut, amountIn, minOut }) => {
        return { venue, pool, mintIn, mintOut, amountIn, minOut };
      });
      expect(swaps, name).toEqual(legs);
      const kinds = decoded.instructions.map((instruction) => instruction.kind);
      const spendsSol = route.mintIn === SOL.mint;
      const touchesSol = route.legs.some((leg) => leg.mintIn === SOL.mint || leg.mintOut === SOL.mint);
      expect(kinds.includes('wrap-transfer'), name).toBe(spendsSol);
      expect(kinds.includes('wrap-sync'), name).toBe(spendsSol);
      expect(kinds.includes('unwrap'), name).toBe(touchesSol);
      const wrapped = decoded.instructions.find((instruction) => instruction.kind === 'wrap-transfer');
      if (wrapped?.kind === 'wrap-transfer') expect(wrapped.lamports).toBe(route.amountIn);
    }
  }, 60_000);
});

describe('planLegs', () => {
  it('never allows all legs with less output than the bound in total, or with less of an intermediate token than is spent', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: routes.length - 1 }),
        fc.array(fc.bigInt({ min: 2n, max: 1n << 60n }), { minLength: 2, maxLength: 2 }),
        fc.bigInt({ min: 1n, max: 1n << 61n }),
        (at, outs, bound) => {
          const base = routes[at]?.route;
          if (base === undefined) throw new Error('no such route');
          const legs = base.legs.map((leg, i) => ({ ...leg, amountOut: outs[i] ?? 1n }));
          const [first, second] = legs;
          if (base.kind === 'two-hop' && first !== undefined && second !== undefined)
            legs[1] = { ...second, amountIn: deliveredToNextHop(first.amountOut) };
          const of = (mint: Mint) => legs.filter(({ mintOut }) => mintOut === mint);
          const amountOut = of(base.mintOut).reduce((sum, leg) => sum + leg.amountOut, 0n);
          const minOut = bound <= amountOut ? bound : amountOut;
          const planned = planLegs({ route: { ...base, legs, amountOut }, minOut });
          const guaranteed = planned
            .filter(({ mintOut }) => mintOut === base.mintOut)
            .reduce((sum, leg) => sum + leg.minOut, 0n);
          expect(guaranteed).toBeGreaterThanOrEqual(minOut);
          for (const [i, leg] of planned.entries()) expect(leg.minOut).toBeLessThanOrEqual(legs[i]?.amountOut ?? 0n);
          if (base.kind === 'two-hop') expect(planned[1]?.amountIn).toBeLessThanOrEqual(planned[0]?.minOut ?? 0n);
        },
      ),
    );
  });

  it('refuses a bound above the quote', () => {
    const route = routes[0]?.route;
    if (route === undefined) throw new Error('no route');
    expect(() => planLegs({ route, minOut: route.amountOut + 1n })).toThrow(RangeError);
  });
});
