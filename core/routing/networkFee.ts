import type { Venue } from '../pools/pool.ts';

/** Compute units that a transaction asks for: token accounts and transfers, and what a swap on either venue takes with room to spare. */
export const BASE_UNITS = 60_000;
export const LEG_UNITS: Readonly<Record<Venue, number>> = { raydium: 80_000, meteora: 130_000 };

/** Priority fee, micro-lamports per compute unit. */
export const COMPUTE_UNIT_PRICE = 10_000n;

const MICRO = 1_000_000n;

/** What one more leg adds to the priority fee at most, lamports, rounded up. */
export const FURTHER_LEG_LAMPORTS =
  (BigInt(Math.max(...Object.values(LEG_UNITS))) * COMPUTE_UNIT_PRICE + MICRO - 1n) / MICRO;

/** What the network takes for each signature, lamports. */
const LAMPORTS_PER_SIGNATURE = 5_000n;

/** A transaction's network fee in lamports: its signature, and the compute units that it asks for at its price, rounded up. */
export type NetworkFee = { readonly signature: bigint; readonly priority: bigint; readonly total: bigint };

/** The fee of a transaction with one signature. `microLamports` is the price of a compute unit. */
export function networkFeeOf(opts: { readonly units: number; readonly microLamports: bigint }): NetworkFee {
  const priority = (BigInt(opts.units) * opts.microLamports + MICRO - 1n) / MICRO;
  return { signature: LAMPORTS_PER_SIGNATURE, priority, total: LAMPORTS_PER_SIGNATURE + priority };
}
