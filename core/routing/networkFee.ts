import { POOL_MATHS } from '../pools/all/poolMaths.ts';
import { type Mint, SOL } from '../tokens/token.ts';

/** Compute units that a transaction requests besides its swaps: for memo, transfer and the like, and for each token account that it may create. */
const BASE_UNITS = 20_000;
const ACCOUNT_UNITS = 25_000;

/** The compute units that a transaction requests, from the units of all legs and the number of token accounts that it may create. */
export function transactionUnits(opts: { readonly legUnits: number; readonly created: number }): number {
  return BASE_UNITS + ACCOUNT_UNITS * opts.created + opts.legUnits;
}

/** The compute units that a transaction of these legs requests. `computeUnits` is the request of one leg. */
export function computeUnitsOf(
  legs: readonly { readonly mintIn: Mint; readonly mintOut: Mint; readonly computeUnits: number }[],
): number {
  return transactionUnits({
    legUnits: legs.reduce((units, leg) => units + leg.computeUnits, 0),
    created: new Set(legs.map(({ mintOut }) => mintOut)).size + (legs[0]?.mintIn === SOL.mint ? 1 : 0),
  });
}

/** Priority fee, micro-lamports per compute unit. */
export const COMPUTE_UNIT_PRICE = 10_000n;

const MICRO = 1_000_000n;

/** Compute units requested for a small swap on the most expensive kind of pool. */
const FURTHER_LEG_UNITS = Math.max(...POOL_MATHS.map((math) => math.computeUnits({ crossed: 0 }).asked));

/** The priority fee of one more leg, lamports, rounded up. */
export const FURTHER_LEG_LAMPORTS = (BigInt(FURTHER_LEG_UNITS) * COMPUTE_UNIT_PRICE + MICRO - 1n) / MICRO;

/** The network's fee per signature, lamports. */
const LAMPORTS_PER_SIGNATURE = 5_000n;

/** A transaction's network fee in lamports: the signature fee plus the requested compute units times their price, rounded up. */
export type NetworkFee = { readonly signature: bigint; readonly priority: bigint; readonly total: bigint };

/** The fee of a transaction with one signature. `microLamports` is the price of a compute unit. */
export function networkFeeOf(opts: { readonly units: number; readonly microLamports: bigint }): NetworkFee {
  const priority = (BigInt(opts.units) * opts.microLamports + MICRO - 1n) / MICRO;
  return { signature: LAMPORTS_PER_SIGNATURE, priority, total: LAMPORTS_PER_SIGNATURE + priority };
}
