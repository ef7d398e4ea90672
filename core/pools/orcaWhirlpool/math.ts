import type { LegFootprint, PoolMath } from '../poolMath.ts';
import { whirlpoolCurve } from './curve.ts';
import type { ListedWhirlpool, OrcaWhirlpoolPool, WhirlpoolState } from './pool.ts';
import { WHIRLPOOL_REFUSALS } from './refusals.ts';
import { swapWhirlpoolExactIn } from './swap.ts';
import { whirlpoolTickArrays } from './tickArrays.ts';
import { WHIRLPOOL_PROGRAM, WHIRLPOOL_SWAP_ACCOUNTS, WHIRLPOOL_SWAP_BYTES } from './whirlpoolAccounts.ts';
import { decodeWhirlpoolState, encodeWhirlpoolState, nearPrice } from './whirlpoolState.ts';

/**
 * The maximum usage of one swap, measured on the compiled program (whirlpool_immutable.so of orca-so/whirlpools at 630c0e0, in litesvm 1.5.0) by
 * some 3,000 swaps: 24,414 to 38,067 without a crossing where a tick is near, up to 54,970 where the search for one passes three empty arrays;
 * about 8,000 more for each crossed tick.
 */
const SWAP_UNITS = 55_000;
const TICK_UNITS = 8_100;
/** Crossed ticks in addition to those of the quote, for drift until the swap lands, and room beside them in parts of 10. */
const DRIFT_TICKS = 2;
const ROOM = 11;

/** Compute units of a swap that crosses so many initialised ticks. */
function computeUnits({ crossed }: { readonly crossed: number }) {
  const unitsOf = (ticks: number) => SWAP_UNITS + TICK_UNITS * ticks;
  return { used: unitsOf(crossed), asked: Math.ceil((unitsOf(crossed + DRIFT_TICKS) * ROOM) / 10) };
}

/** Accounts of `swap` that belong to this leg alone: pool, two vaults, oracle and the tick arrays. Each array has a place even where fewer exist. */
function footprint(pool: OrcaWhirlpoolPool, arrays: number): LegFootprint {
  return {
    ownAccounts: 4 + arrays,
    sharedAccounts: [WHIRLPOOL_PROGRAM],
    namesMints: false,
    places: WHIRLPOOL_SWAP_ACCOUNTS,
    dataBytes: WHIRLPOOL_SWAP_BYTES,
    computeUnits: computeUnits({ crossed: nearPrice(pool).ticks.length }).asked,
  };
}

export const orcaWhirlpoolMath: PoolMath<OrcaWhirlpoolPool, ListedWhirlpool, WhirlpoolState> = {
  name: 'orca-whirlpool',
  refusals: WHIRLPOOL_REFUSALS,
  curve: ({ pool, mintIn }) => whirlpoolCurve(pool, mintIn),
  swapExactIn: swapWhirlpoolExactIn,
  isOpen: () => true,
  nearPrice,
  encodeState: encodeWhirlpoolState,
  decodeState: decodeWhirlpoolState,
  priceAccounts: whirlpoolTickArrays,
  computeUnits,
  footprint: ({ pool, mintIn }) => footprint(pool, whirlpoolTickArrays(pool, mintIn).length),
};
