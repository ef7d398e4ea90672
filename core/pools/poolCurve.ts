import type { Mint } from '../tokens/token.ts';
import type { PoolBase, SwapQuote } from './poolBase.ts';

/**
 * The output of a pool between two of its breakpoints, without rounding. A `line` yields num/den per unit of input. A `hyperbola` yields scale /
 * (base + weight × input)² per unit.
 */
export type CurvePiece =
  | { readonly kind: 'line'; readonly num: bigint; readonly den: bigint }
  | { readonly kind: 'hyperbola'; readonly scale: bigint; readonly base: bigint; readonly weight: bigint };

/** A curve's pieces up to an input: `breakpoints[i]` ends `pieces[i]`; `capacity` is the largest possible input, at most that input. */
export type CurveShape = {
  readonly pieces: readonly CurvePiece[];
  readonly breakpoints: readonly bigint[];
  readonly capacity: bigint;
};

/**
 * One pool in one direction, prepared so that many amounts can be quoted. Amounts are base units, gross of the fee. All outputs are
 * the exact ones of the pool's program.
 */
export type PoolCurve = {
  readonly pool: PoolBase;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  /** The exact quote. Throws PoolRefusal like the kind's swapExactIn; when liquidity ends, its amountIn is less than requested. */
  quote(amountIn: bigint): SwapQuote;
  /** The exact output when the whole input is consumed, else 0. Never throws for amounts within u64. */
  amountOut(amountIn: bigint): bigint;
  /** The output at the mid price for an input net of fee, rounded down. */
  outAtMidPrice(net: bigint): bigint;
  /** The price impact of a quote without its fee, parts per million, rounded down. */
  priceImpactPpm(quote: SwapQuote): number;
  shape(upTo: bigint): CurveShape;
  /** Inputs near the given one that lose the least to rounding: just before the fee steps up, or just enough for an output. */
  alignedInputs(amountIn: bigint, reach: number): readonly bigint[];
};

const PPM = 1_000_000n;

/** How far an output is below the ideal one, parts per million, rounded down; 0 when it is not. */
export function shortfallPpm(ideal: bigint, amountOut: bigint): number {
  return ideal <= amountOut ? 0 : Number(((ideal - amountOut) * PPM) / ideal);
}

/**
 * The inputs `floor(k × denominator / rate)` for the steps k of the fee `ceil(input × rate / denominator)` around an input: one more
 * unit than each would only pay fee.
 */
export function feeStepInputs(opts: {
  readonly amountIn: bigint;
  readonly rate: bigint;
  readonly denominator: bigint;
  readonly reach: number;
}): bigint[] {
  if (opts.rate === 0n) return [];
  const step = (opts.amountIn * opts.rate) / opts.denominator;
  const inputs: bigint[] = [];
  for (let k = step - BigInt(opts.reach); k <= step + BigInt(opts.reach) + 1n; k++) {
    if (k > 0n) inputs.push((k * opts.denominator) / opts.rate);
  }
  return inputs;
}
