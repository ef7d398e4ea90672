import type { SwapQuote } from '../pools/all/pool.ts';
import type { PoolCurve } from '../pools/poolCurve.ts';
import { deliveredToNextHop } from './legPlan.ts';
import type { PathPools, Proposal } from './pathSearch.ts';
import { splitAmong } from './splitAmong.ts';

/** A leg with its exact quote. */
export type Fill = { readonly curve: PoolCurve; readonly quote: SwapQuote };

/** Exact legs in the order of their instructions, and their output, base units. */
export type Candidate = { readonly amountOut: bigint; readonly fills: readonly Fill[] };

function exactPath(pools: PathPools, amountIn: bigint): Candidate | undefined {
  const fills: Fill[] = [];
  let amount = amountIn;
  for (const [i, hop] of pools.entries()) {
    const total = i === 0 ? amount : deliveredToNextHop(amount);
    const split = total === 0n ? undefined : splitAmong(hop, total);
    if (split === undefined) return undefined;
    for (const [at, { curve }] of hop.entries()) {
      const share = split.shares[at] ?? 0n;
      if (share > 0n) fills.push({ curve, quote: curve.quote(share) });
    }
    amount = split.amountOut;
  }
  return { amountOut: amount, fills };
}

/** Quotes a proposal exactly; undefined when rounding leaves nothing, or a pool can't take its share. */
export function exactRoute(proposal: Proposal, amountIn: bigint): Candidate | undefined {
  const [first, second] = proposal.paths;
  if (first === undefined) return undefined;
  if (second === undefined) return exactPath(first.pools, amountIn);
  const share = BigInt(Math.floor(first.input));
  if (share <= 0n || share >= amountIn) return undefined;
  const [a, b] = [exactPath(first.pools, share), exactPath(second.pools, amountIn - share)];
  if (a === undefined || b === undefined) return undefined;
  return { amountOut: a.amountOut + b.amountOut, fills: [...a.fills, ...b.fills] };
}
