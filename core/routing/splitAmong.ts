import type { PoolCurve } from '../pools/poolCurve.ts';
import type { CurveSketch } from './curveSketch.ts';
import { splitAmount } from './splitAmount.ts';
import { waterFill } from './waterFill.ts';

/** A pool's curve and its sketch up to at least an input, which is made when it is needed. */
export type SketchedCurve = {
  readonly curve: PoolCurve;
  sketchUpTo(input: bigint): CurveSketch;
};

/** An input shared between curves; `shares[i]` goes to curve i and may be 0. Base units, exact. */
export type Shares = { readonly shares: readonly bigint[]; readonly amountOut: bigint };

/** Rounds in which each pair of pools re-splits its combined input; more than two pools rarely need a second round. */
const MAX_ROUNDS = 3;

function outOf(curve: PoolCurve, amountIn: bigint): bigint | undefined {
  if (amountIn === 0n) return 0n;
  const out = curve.amountOut(amountIn);
  return out === 0n ? undefined : out;
}

/** The best of three ways to share the combined input of two curves: the current split, the exact best split, and all in one of them. */
function shareAgain(a: PoolCurve, b: PoolCurve, amountA: bigint, total: bigint): bigint {
  let best = amountA;
  let most = (outOf(a, amountA) ?? -1n) + (outOf(b, total - amountA) ?? -1n);
  const consider = (amount: bigint, out: bigint): void => {
    if (out <= most) return;
    best = amount;
    most = out;
  };
  const split = splitAmount(a, b, total);
  if (split !== undefined) consider(split.amountA, split.amountOut);
  consider(total, a.amountOut(total));
  consider(0n, b.amountOut(total));
  return best;
}

/** Converts fractional shares to integers of the same sum: rounded down, the rest goes to the largest. */
function filledShares(pools: readonly SketchedCurve[], total: bigint): bigint[] | undefined {
  const fill = waterFill(
    pools.map((pool) => pool.sketchUpTo(total)),
    Number(total),
  );
  if (fill === undefined) return undefined;
  const { shares } = fill;
  const whole = shares.map((share) => BigInt(Math.floor(share)));
  const largest = shares.indexOf(Math.max(...shares));
  const rest = total - whole.reduce((sum, share) => sum + share, 0n);
  whole[largest] = (whole[largest] ?? 0n) + rest;
  return whole;
}

/**
 * The best split of an exact input between pools, or undefined when they can't take it. For two pools it is that of splitAmount. For more, it
 * starts from shares without rounding; then each pair of pools re-splits its combined input exactly, until none gains. With falling slopes no
 * other split is better then.
 */
export function splitAmong(pools: readonly SketchedCurve[], total: bigint): Shares | undefined {
  const shares = pools.length < 3 ? [total, 0n].slice(0, pools.length) : filledShares(pools, total);
  if (shares === undefined) return undefined;
  let gained = pools.length > 1;
  for (let round = 0; gained && round < MAX_ROUNDS; round++) {
    gained = false;
    for (const [i, a] of pools.entries()) {
      for (let j = i + 1; j < pools.length; j++) {
        const b = pools[j];
        const both = (shares[i] ?? 0n) + (shares[j] ?? 0n);
        if (b === undefined || both === 0n) continue;
        const amountA = shareAgain(a.curve, b.curve, shares[i] ?? 0n, both);
        gained ||= pools.length > 2 && amountA !== shares[i];
        shares[i] = amountA;
        shares[j] = both - amountA;
      }
    }
  }
  let amountOut = 0n;
  for (const [i, { curve }] of pools.entries()) {
    const out = outOf(curve, shares[i] ?? 0n);
    if (out === undefined) return undefined;
    amountOut += out;
  }
  return { shares, amountOut };
}
