import { RAYDIUM } from '../../venues/raydium.ts';
import type { LegFootprint, PoolKind } from '../poolKind.ts';
import { CLMM_FIXED_ACCOUNTS, CLMM_PROGRAM, CLMM_SWAP_BYTES } from './clmmAccounts.ts';
import { clmmCurve } from './curve.ts';
import type { ClmmState, ListedClmmPool, RaydiumClmmPool } from './pool.ts';
import { CLMM_REFUSALS } from './refusals.ts';
import { clmmNearPrice, decodeClmmState, encodeClmmState } from './state.ts';
import { swapClmmExactIn } from './swap.ts';
import { clmmTickArrays } from './tickArrays.ts';

/**
 * What one swap uses. Logs of mainnet swaps that public repositories hold show 64,464 and 65,855 for the cheapest, then 80,238, 91,799,
 * 102,509 and 151,833: steps of about 11,000 to 15,000, taken here as one crossed tick each, since no figures by tick are published.
 */
const SWAP_UNITS = 66_000;
const TICK_UNITS = 15_000;
/** Ticks beyond those of the quote that may come up until a swap lands, and room beside them, parts of 10. */
const DRIFT_CROSSINGS = 2;
const ROOM = 11;

/** Compute units of a swap that crosses so many ticks: what it uses, and what is asked for it. */
function computeUnits({ crossed }: { readonly crossed: number }) {
  const unitsOf = (ticks: number) => SWAP_UNITS + TICK_UNITS * ticks;
  return { used: unitsOf(crossed), asked: Math.ceil((unitsOf(crossed + DRIFT_CROSSINGS) * ROOM) / 10) };
}

/** What `swap` names: pool, two vaults, observations and the tick arrays of its own; program and fee configuration. */
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

export const raydiumClmm: PoolKind<RaydiumClmmPool, ListedClmmPool, ClmmState> = {
  name: 'raydium-clmm',
  venue: RAYDIUM,
  refusals: CLMM_REFUSALS,
  curve: ({ pool, mintIn, clock }) => clmmCurve(pool, mintIn, clock),
  swapExactIn: swapClmmExactIn,
  midPrice: ({ sqrtPrice }) => ({ numerator: sqrtPrice * sqrtPrice, denominator: 1n << 128n }),
  usualFeePpm: (pool) => Number(pool.tradeFeeRate),
  isOpen: (pool) => pool.enabled,
  readListed: (listed) => ({
    ...listed,
    tradeFeeRate: BigInt(listed.tradeFeeRate),
    protocolFeeRate: BigInt(listed.protocolFeeRate),
    fundFeeRate: BigInt(listed.fundFeeRate),
  }),
  nearPrice: clmmNearPrice,
  encodeState: encodeClmmState,
  decodeState: decodeClmmState,
  priceAccounts: clmmTickArrays,
  computeUnits,
  footprint: ({ listed, pool, mintIn }) => footprint(listed, pool, clmmTickArrays(pool, mintIn).length),
};
