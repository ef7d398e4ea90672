import type { LegFootprint, PoolMath } from '../poolMath.ts';
import { CLMM_FIXED_ACCOUNTS, CLMM_PROGRAM, CLMM_SWAP_BYTES } from './clmmAccounts.ts';
import { clmmCurve } from './curve.ts';
import type { ClmmState, ListedClmmPool, RaydiumClmmPool } from './pool.ts';
import { CLMM_REFUSALS } from './refusals.ts';
import { clmmNearPrice, decodeClmmState, encodeClmmState } from './state.ts';
import { swapClmmExactIn } from './swap.ts';
import { clmmTickArrays } from './tickArrays.ts';

/**
 * Compute units of one swap. Logs of mainnet swaps in public repositories show 64,464 and 65,855 for the cheapest, then 80,238, 91,799, 102,509
 * and 151,833: steps of about 11,000 to 15,000. Each step is counted as one crossed tick, since no figures per tick are published.
 */
const SWAP_UNITS = 66_000;
const TICK_UNITS = 15_000;
/** Crossed ticks in addition to those of the quote, for drift until the swap lands, and room beside them in parts of 10. */
const DRIFT_CROSSINGS = 2;
const ROOM = 11;

/** Compute units of a swap that crosses so many ticks: the usage, and the request. */
function computeUnits({ crossed }: { readonly crossed: number }) {
  const unitsOf = (ticks: number) => SWAP_UNITS + TICK_UNITS * ticks;
  return { used: unitsOf(crossed), asked: Math.ceil((unitsOf(crossed + DRIFT_CROSSINGS) * ROOM) / 10) };
}

/**
 * Accounts of `swap`: pool, two vaults, observations and tick arrays belong to this leg alone; other legs may share program and fee configuration.
 */
function footprint(listed: ListedClmmPool | undefined, pool: RaydiumClmmPool, tickArrays: number): LegFootprint {
  return {
    ownAccounts: 4 + tickArrays,
    sharedAccounts: [CLMM_PROGRAM, listed?.accounts.config ?? `${CLMM_PROGRAM} configuration ${pool.tradeFeeRate}`],
    namesMints: false,
    places: CLMM_FIXED_ACCOUNTS + tickArrays,
    dataBytes: CLMM_SWAP_BYTES,
    computeUnits: computeUnits({ crossed: pool.ticks.length }).asked,
  };
}

export const raydiumClmmMath: PoolMath<RaydiumClmmPool, ListedClmmPool, ClmmState> = {
  name: 'raydium-clmm',
  refusals: CLMM_REFUSALS,
  curve: ({ pool, mintIn, clock }) => clmmCurve(pool, mintIn, clock),
  swapExactIn: swapClmmExactIn,
  isOpen: (pool) => pool.enabled,
  nearPrice: clmmNearPrice,
  encodeState: encodeClmmState,
  decodeState: decodeClmmState,
  priceAccounts: clmmTickArrays,
  computeUnits,
  footprint: ({ listed, pool, mintIn }) => footprint(listed, pool, clmmTickArrays(pool, mintIn).length),
};
