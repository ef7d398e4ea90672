import type { Mint } from '../../tokens/token.ts';
import { CurvePieces } from '../curvePieces.ts';
import type { PoolBase, SwapQuote } from '../poolBase.ts';
import { type CurvePiece, feeStepInputs, type PoolCurve, shortfallPpm } from '../poolCurve.ts';
import { unlessRefused } from '../poolRefusal.ts';

/** Fee rates of concentrated pools are parts of this number. */
const FEE_DENOMINATOR = 1_000_000n;
const Q64 = 1n << 64n;

/** A range of constant liquidity on a swap's path. Amounts are base units. */
export type Range = {
  /** √price where the range begins, Y per X, Q64.64. */
  readonly from: bigint;
  readonly liquidity: bigint;
  /** The total input before the range begins, and the largest total input with which a swap ends in it. */
  readonly inBefore: bigint;
  readonly lastInput: bigint;
};

/** The ranges of a pool in one direction, as its program walks them. Throws PoolRefusal where the program refuses. */
export type RangeLadder = {
  readonly xForY: boolean;
  /** Parts of 1,000,000 of the input. */
  readonly feeRate: bigint;
  /** The range at an index, counted from the price; undefined where liquidity ends. */
  rung(index: number): Range | undefined;
  fillExactIn(amountIn: bigint): { readonly amountIn: bigint; readonly amountOut: bigint; readonly rung: Range };
  /** The least input for an output; undefined when the pool holds less than that output. */
  leastInput(amountOut: bigint): bigint | undefined;
};

/**
 * One range as a hyperbola over the whole input x, without rounding. With w = 1 − fee, s the √price where the range begins and b the input
 * before it: downwards `dy/dx = w s'²`, s' = L s / (L + s w (x − b)); upwards `dy/dx = w / s'²`, s' = s + w (x − b) / L.
 */
function pieceOf({ from, liquidity, inBefore }: Range, { feeRate, xForY }: RangeLadder): CurvePiece {
  const kept = FEE_DENOMINATOR - feeRate;
  const root = liquidity * (xForY ? from : Q64);
  const weight = (xForY ? from : Q64) * kept;
  const start = (xForY ? Q64 : from) * liquidity * FEE_DENOMINATOR;
  return { kind: 'hyperbola', scale: kept * FEE_DENOMINATOR * root * root, base: start - weight * inBefore, weight };
}

/** The ranges of a ladder, without those that have no capacity. */
function ladderPieces(ladder: RangeLadder): CurvePieces {
  let index = 0;
  let end = 0n;
  return new CurvePieces(() => {
    for (;;) {
      const range = unlessRefused(() => ladder.rung(index));
      if (range === undefined) return undefined;
      index++;
      if (range.lastInput === end) continue;
      end = range.lastInput;
      return { piece: pieceOf(range, ladder), end };
    }
  });
}

/**
 * The router's view of a pool with concentrated liquidity, for any program: one hyperbola for each range between initialised ticks. `quote`
 * returns the program's exact result for an input.
 */
export function rangeCurve(opts: {
  readonly pool: PoolBase & { readonly sqrtPrice: bigint };
  readonly mintIn: Mint;
  readonly ladder: RangeLadder;
  readonly quote: (amountIn: bigint) => SwapQuote;
}): PoolCurve {
  const { pool, mintIn, ladder, quote } = opts;
  const pieces = ladderPieces(ladder);
  const square = pool.sqrtPrice * pool.sqrtPrice;
  const outAtMidPrice = (net: bigint): bigint => (ladder.xForY ? (net * square) >> 128n : (net << 128n) / square);
  const fillOf = (amountIn: bigint) => unlessRefused(() => ladder.fillExactIn(amountIn));
  return {
    pool,
    mintIn,
    mintOut: ladder.xForY ? pool.mintY : pool.mintX,
    quote,
    amountOut(amountIn) {
      const fill = fillOf(amountIn);
      return fill === undefined || fill.amountIn < amountIn ? 0n : fill.amountOut;
    },
    outAtMidPrice,
    priceImpactPpm: (swap) => shortfallPpm(outAtMidPrice(swap.amountIn - swap.fee), swap.amountOut),
    shape: (upTo) => pieces.shape(upTo),
    alignedInputs(amountIn, reach) {
      const fill = fillOf(amountIn);
      if (fill === undefined) return [];
      const { inBefore } = fill.rung;
      const steps = { amountIn: amountIn - inBefore, rate: ladder.feeRate, denominator: FEE_DENOMINATOR, reach };
      const inputs = feeStepInputs(steps).map((input) => input + inBefore);
      for (const wanted of [fill.amountOut - 1n, fill.amountOut, fill.amountOut + 1n]) {
        const least = wanted < 1n ? undefined : unlessRefused(() => ladder.leastInput(wanted));
        if (least !== undefined) inputs.push(least);
      }
      return inputs;
    },
  };
}
