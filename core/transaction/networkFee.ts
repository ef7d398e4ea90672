import type { Venue } from '../pools/pool.ts';

/** Compute units that a transaction asks for: token accounts and transfers, and what a swap on either venue takes with room to spare. */
export const BASE_UNITS = 60_000;
export const LEG_UNITS: Readonly<Record<Venue, number>> = { raydium: 80_000, meteora: 130_000 };

/** Priority fee, micro-lamports per compute unit. */
export const COMPUTE_UNIT_PRICE = 10_000n;

const MICRO = 1_000_000n;

/** What one more leg adds to the priority fee at most, lamports, rounded up. */
export const SECOND_LEG_LAMPORTS =
  (BigInt(Math.max(...Object.values(LEG_UNITS))) * COMPUTE_UNIT_PRICE + MICRO - 1n) / MICRO;
