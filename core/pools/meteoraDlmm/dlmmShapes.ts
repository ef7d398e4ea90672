/** The distribution of a position's liquidity over bins, by the venue's names. */
export const DLMM_SHAPES = ['spot', 'curve', 'bid-ask'] as const;
export type DlmmShape = (typeof DLMM_SHAPES)[number];

/** Weights at the end with the most and at the end with the least liquidity, as in the venue's own position strategies. */
const MOST = 2_000;
const LEAST = 200;

/** A bin's amount of a token: base units, u64. */
export type BinDeposit = { readonly id: number; readonly amount: bigint };

/**
 * The weight of each of `count` bins of one side, the bin nearest to the active one first. `spot`: all the same; `curve`: falling linearly from
 * 2,000 to 200; `bid-ask`: rising from 200 to 2,000 (steps rounded down). All are positive integers.
 */
export function shapeWeights(shape: DlmmShape, count: number): number[] {
  if (!Number.isInteger(count) || count < 0) throw new RangeError(`a side can not have ${count} bins`);
  return Array.from({ length: count }, (_, index) => {
    if (shape === 'spot') return 1;
    const distance = count === 1 ? 0 : Math.floor(((MOST - LEAST) * index) / (count - 1));
    return shape === 'curve' ? MOST - distance : LEAST + distance;
  });
}

/**
 * Shares an amount (base units) among bins by a shape; `ids` begin with the bin nearest to the active one. Each share is rounded down and the
 * remainder goes to the nearest bin, so that the sum is the amount. Throws RangeError for an amount above zero without bins.
 */
export function distributeLiquidity(opts: {
  readonly shape: DlmmShape;
  readonly ids: readonly number[];
  readonly amount: bigint;
}): BinDeposit[] {
  const { shape, ids, amount } = opts;
  if (amount < 0n || (ids.length === 0 && amount !== 0n))
    throw new RangeError(`${amount} can not be shared among bins`);
  const weights = shapeWeights(shape, ids.length).map(BigInt);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  const shares = weights.map((weight) => (amount * weight) / total);
  const leftOver = amount - shares.reduce((sum, share) => sum + share, 0n);
  return ids.map((id, index) => ({ id, amount: (shares[index] ?? 0n) + (index === 0 ? leftOver : 0n) }));
}
