import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { SOL, USDC } from '../tokens/token.ts';
import { PoolRefusal } from './pool.ts';
import { type ExactIn, quoteExactIn, quoteExactOut, swapExactIn, swapExactOut } from './swap.ts';
import { bySize, CLOCK, pools } from './testing/poolArbitraries.ts';

const amounts = bySize({ min: 1n, max: 1n << 56n });
const mints = fc.constantFrom(SOL.mint, USDC.mint);

function orRefused<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof PoolRefusal) return undefined;
    throw error;
  }
}

const outOrZero = (opts: ExactIn): bigint => orRefused(() => quoteExactIn(opts))?.amountOut ?? 0n;

describe('pools of both venues', () => {
  test('output is monotone in input', () => {
    fc.assert(
      fc.property(pools(), mints, amounts, bySize({ min: 0n, max: 1n << 40n }), (pool, mintIn, amountIn, more) => {
        const quote = orRefused(() => quoteExactIn({ pool, mintIn, amountIn: amountIn + more, clock: CLOCK }));
        fc.pre(quote !== undefined);
        expect(quote?.amountOut).toBeGreaterThanOrEqual(outOrZero({ pool, mintIn, amountIn, clock: CLOCK }));
      }),
      propertyRuns(2_000),
    );
  });

  test('no round trip gains', () => {
    fc.assert(
      fc.property(pools(), mints, amounts, (pool, mintIn, amountIn) => {
        const there = orRefused(() => swapExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
        fc.pre(there !== undefined);
        if (there === undefined) return;
        const mintBack = mintIn === SOL.mint ? USDC.mint : SOL.mint;
        const back = outOrZero({ pool: there.pool, mintIn: mintBack, amountIn: there.amountOut, clock: CLOCK });
        expect(back).toBeLessThanOrEqual(there.amountIn);
      }),
      propertyRuns(2_000),
    );
  });

  test('a quote is the swap without its pool', () => {
    fc.assert(
      fc.property(pools(), mints, amounts, (pool, mintIn, amount) => {
        const exactIn = orRefused(() => swapExactIn({ pool, mintIn, amountIn: amount, clock: CLOCK }));
        if (exactIn !== undefined) {
          expect(exactIn).toMatchObject(quoteExactIn({ pool, mintIn, amountIn: amount, clock: CLOCK }));
        }
        const exactOut = orRefused(() => swapExactOut({ pool, mintIn, amountOut: amount, clock: CLOCK }));
        if (exactOut !== undefined) {
          expect(exactOut).toMatchObject(quoteExactOut({ pool, mintIn, amountOut: amount, clock: CLOCK }));
          expect(exactOut.amountOut).toBe(amount);
        }
      }),
      propertyRuns(1_000),
    );
  });

  test('a swap leaves its pool untouched', () => {
    fc.assert(
      fc.property(pools(), mints, amounts, (pool, mintIn, amountIn) => {
        const before = structuredClone(pool);
        orRefused(() => swapExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
        expect(pool).toEqual(before);
      }),
      propertyRuns(300),
    );
  });
});
