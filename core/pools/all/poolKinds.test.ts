import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitAmount } from '../../routing/splitAmount.ts';
import { bestPart, near } from '../../routing/testing/bestPart.ts';
import { propertyRuns } from '../../testing/propertyRuns.ts';
import { LISTED_POOLS } from '../../testing/usualListing.ts';
import { SOL, USDC } from '../../tokens/token.ts';
import type { PoolCurve } from '../poolCurve.ts';
import { PoolRefusal, REFUSAL_REASONS } from '../poolRefusal.ts';
import { bySize } from '../testing/bySize.ts';
import { poolsOfKind } from '../testing/poolArbitraries.ts';
import { CLOCK } from '../testing/poolSamples.ts';
import type { Pool } from './pool.ts';
import { kindOf, POOL_KINDS, VENUES, venueAt } from './poolKinds.ts';
import { mathOf, POOL_MATHS } from './poolMaths.ts';
import { POOL_PROGRAMS, programOf } from './poolPrograms.ts';
import { quoteExactIn, swapExactIn } from './swap.ts';

const amounts = bySize({ min: 1n, max: 1n << 56n });
const mints = fc.constantFrom(SOL.mint, USDC.mint);

function orRefused<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof PoolRefusal)) throw error;
    expect(mathOf(error).refusals[error.code]).toBe(error.reason);
    return undefined;
  }
}

describe.each(POOL_KINDS.map((kind) => kind.name))('%s', (name) => {
  const pools = poolsOfKind(name);
  const kind = kindOf({ kind: name });
  const math = mathOf({ kind: name });
  const program = programOf({ kind: name });
  const listed = LISTED_POOLS.filter((pool) => pool.kind === name);

  test('output is monotone in input', () => {
    fc.assert(
      fc.property(pools, mints, amounts, bySize({ min: 0n, max: 1n << 40n }), (pool, mintIn, amountIn, more) => {
        const quote = orRefused(() => quoteExactIn({ pool, mintIn, amountIn: amountIn + more, clock: CLOCK }));
        const less = orRefused(() => quoteExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
        fc.pre(quote !== undefined && less !== undefined);
        expect(quote?.amountOut).toBeGreaterThanOrEqual(less?.amountOut ?? 0n);
      }),
      propertyRuns(1_000),
    );
  });

  test('no round trip gains', () => {
    fc.assert(
      fc.property(pools, mints, amounts, (pool, mintIn, amountIn) => {
        const there = orRefused(() => swapExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
        fc.pre(there !== undefined);
        if (there === undefined) return;
        const mintBack = mintIn === SOL.mint ? USDC.mint : SOL.mint;
        const on = { pool: there.pool, mintIn: mintBack, amountIn: there.amountOut, clock: CLOCK };
        const back = orRefused(() => quoteExactIn(on))?.amountOut ?? 0n;
        expect(back).toBeLessThanOrEqual(there.amountIn);
      }),
      propertyRuns(1_000),
    );
  });

  test('a quote is the swap without its pool, its fee in a token of the pair', () => {
    fc.assert(
      fc.property(pools, mints, amounts, (pool, mintIn, amountIn) => {
        const swapped = orRefused(() => swapExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
        fc.pre(swapped !== undefined);
        if (swapped === undefined) return;
        const { pool: after, ...quote } = swapped;
        expect(quoteExactIn({ pool, mintIn, amountIn, clock: CLOCK })).toEqual(quote);
        expect([pool.mintX, pool.mintY]).toContain(quote.feeMint);
        expect(quote.protocolFee).toBeLessThanOrEqual(quote.fee);
        expect(quote.amountIn).toBeLessThanOrEqual(amountIn);
        expect({ kind: after.kind, address: after.address }).toEqual({ kind: name, address: pool.address });
      }),
      propertyRuns(500),
    );
  });

  test('a bound one unit above the output is refused for slippage, and a bound equal to the output is not', () => {
    fc.assert(
      fc.property(pools, mints, amounts, (pool, mintIn, amountIn) => {
        const on = { pool, mintIn, amountIn, clock: CLOCK };
        const quote = orRefused(() => quoteExactIn(on));
        fc.pre(quote !== undefined);
        const minOut = quote?.amountOut ?? 0n;
        expect(orRefused(() => swapExactIn({ ...on, minOut }))?.amountOut).toBe(minOut);
        expect(() => swapExactIn({ ...on, minOut: minOut + 1n })).toThrow(
          expect.objectContaining({ reason: 'slippage', kind: name }),
        );
      }),
      propertyRuns(200),
    );
  });

  test('the curve pays what the swap pays, between the shape’s pieces too', () => {
    fc.assert(
      fc.property(pools, mints, amounts, (pool, mintIn, amountIn) => {
        const curve = orRefused(() => math.curve({ pool, mintIn, clock: CLOCK }));
        fc.pre(curve !== undefined);
        if (curve === undefined) return;
        const swapped = orRefused(() => swapExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
        expect(curve.amountOut(amountIn)).toBe(swapped?.amountIn === amountIn ? swapped.amountOut : 0n);
        const { pieces, breakpoints, capacity } = curve.shape(amountIn);
        expect(capacity).toBeLessThanOrEqual(amountIn);
        expect(breakpoints.length).toBeLessThanOrEqual(pieces.length);
        expect([...breakpoints].sort((a, b) => (a < b ? -1 : 1))).toEqual(breakpoints);
      }),
      propertyRuns(500),
    );
  });

  test('the split of an amount between two pools is within a millionth of brute force', () => {
    fc.assert(
      fc.property(pools, mints, amounts, amounts, (pool, mintIn, apart, total) => {
        const prices = orRefused(() => [pool, swapExactIn({ pool, mintIn, amountIn: apart, clock: CLOCK }).pool]);
        const curves = prices && orRefused(() => prices.map((one) => math.curve({ pool: one, mintIn, clock: CLOCK })));
        const [a, b] = curves ?? [];
        fc.pre(a !== undefined && b !== undefined);
        if (a === undefined || b === undefined) return;
        const out = (curve: PoolCurve, amountIn: bigint) => {
          const given = curve.amountOut(amountIn);
          return amountIn > 0n && given === 0n ? -1n : given;
        };
        const best = bestPart(total, (part) => {
          const [one, other] = [out(a, part), out(b, total - part)];
          return one < 0n || other < 0n ? -1n : one + other;
        });
        const alone = [out(a, total), out(b, total)].reduce((most, one) => (one > most ? one : most));
        const split = splitAmount(a, b, total)?.amountOut ?? -1n;
        expect(split > alone ? split : alone).toBeGreaterThanOrEqual(near(best));
      }),
      propertyRuns(60),
    );
  });

  test('a swap does not change the pool that it was given', () => {
    fc.assert(
      fc.property(pools, mints, amounts, (pool, mintIn, amountIn) => {
        const before = structuredClone(pool);
        orRefused(() => swapExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
        expect(pool).toEqual(before);
      }),
      propertyRuns(200),
    );
  });

  test('a decoded state equals the encoded pool, whole or as a change', () => {
    const [one] = listed;
    if (one === undefined) throw new Error(`no pool of the kind ${name} is listed`);
    // What the listing says never changes.
    const asListed = pools.map((pool): Pool => {
      const { accounts: _accounts, pair: _pair, ...stays } = { ...one };
      return math.nearPrice({ ...pool, ...stays } as Pool) as Pool;
    });
    const wired = (pool: Pool, previous: Pool | undefined) => {
      const state = math.encodeState(pool, previous);
      if (state === undefined) return previous;
      const parsed = program.stateSchema.parse(JSON.parse(JSON.stringify(state)));
      return math.decodeState(one, parsed, previous);
    };
    fc.assert(
      fc.property(asListed, asListed, (a, b) => {
        expect(wired(a, undefined)).toEqual(a);
        expect(wired(b, a)).toEqual(b);
        expect(math.encodeState(structuredClone(a), a)).toBeUndefined();
        expect(math.nearPrice(a)).toEqual(a);
      }),
      propertyRuns(200),
    );
  });

  test('the smallest trades come near the mid price, before fees', () => {
    fc.assert(
      fc.property(pools, (pool) => {
        const mid = kind.midPrice(pool);
        fc.pre(mid !== undefined);
        expect(mid?.numerator).toBeGreaterThanOrEqual(0n);
        expect(mid?.denominator).toBeGreaterThan(0n);
        const curve = orRefused(() => math.curve({ pool, mintIn: pool.mintX, clock: CLOCK }));
        if (curve === undefined || mid === undefined) return;
        const net = 1n << 40n;
        const ideal = (net * mid.numerator) / mid.denominator;
        const off = curve.outAtMidPrice(net) - ideal;
        expect(off * off).toBeLessThanOrEqual(1n);
      }),
      propertyRuns(200),
    );
  });

  test('every refusal of the table has a known reason', () => {
    const reasons: readonly string[] = REFUSAL_REASONS;
    expect(Object.values(math.refusals).every((reason) => reasons.includes(reason))).toBe(true);
    for (const reason of ['zero-output', 'slippage', 'overflow'])
      expect(Object.values(math.refusals), reason).toContain(reason);
  });

  test('has a listed pool, a program, and a brand with a name', () => {
    expect(listed.length).toBeGreaterThan(0);
    expect(program.kind.name).toBe(name);
    expect(venueAt(kind.venue.id)).toBe(kind.venue);
    expect(listed.every((pool) => kind.usualFeePpm(pool) > 0)).toBe(true);
    const { used, asked } = math.computeUnits({ crossed: 3 });
    expect(asked).toBeGreaterThanOrEqual(used);
  });
});

test('names of kinds and brands are unique, and every kind has its mathematics and its program', () => {
  const names = POOL_KINDS.map((kind): string => kind.name);
  expect(new Set(names).size).toBe(names.length);
  expect(POOL_MATHS.map((math): string => math.name)).toEqual(names);
  expect(POOL_PROGRAMS.map((program): string => program.kind.name)).toEqual(names);
  expect(new Set(VENUES.map(({ id }) => id)).size).toBe(VENUES.length);
});
