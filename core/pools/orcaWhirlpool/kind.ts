import { ORCA } from '../../venues/orca.ts';
import type { LegFootprint, PoolKind } from '../poolKind.ts';
import { whirlpoolCurve } from './curve.ts';
import type { ListedWhirlpool, OrcaWhirlpoolPool, WhirlpoolState } from './pool.ts';
import { WHIRLPOOL_REFUSALS } from './refusals.ts';
import { swapWhirlpoolExactIn } from './swap.ts';
import { whirlpoolTickArrays } from './tickArrays.ts';
import { WHIRLPOOL_PROGRAM, WHIRLPOOL_SWAP_ACCOUNTS, WHIRLPOOL_SWAP_BYTES } from './whirlpoolAccounts.ts';
import { decodeWhirlpoolState, encodeWhirlpoolState, nearPrice } from './whirlpoolState.ts';

/**
 * What one swap uses at most, measured on the compiled program (whirlpool_immutable.so of orca-so/whirlpools at 630c0e0, in litesvm 1.5.0) by some
 * 3,000 swaps: 24,414 to 38,067 without a crossing where a tick is near, up to 54,970 where the search for one goes through three empty arrays;
 * about 8,000 more for each crossed tick.
 */
const SWAP_UNITS = 55_000;
const TICK_UNITS = 8_100;
/** Ticks beyond those of the quote that may come up until a swap lands, and room beside them, parts of 10. */
const DRIFT_TICKS = 2;
const ROOM = 11;

/** Compute units of a swap that leaves so many initialised ticks behind. */
function computeUnits({ crossed }: { readonly crossed: number }) {
  const unitsOf = (ticks: number) => SWAP_UNITS + TICK_UNITS * ticks;
  return { used: unitsOf(crossed), asked: Math.ceil((unitsOf(crossed + DRIFT_TICKS) * ROOM) / 10) };
}

/** What `swap` names of its own: pool, two vaults, oracle and the tick arrays, each of which has a place even where fewer exist. */
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

export const orcaWhirlpool: PoolKind<OrcaWhirlpoolPool, ListedWhirlpool, WhirlpoolState> = {
  name: 'orca-whirlpool',
  venue: ORCA,
  refusals: WHIRLPOOL_REFUSALS,
  curve: ({ pool, mintIn }) => whirlpoolCurve(pool, mintIn),
  swapExactIn: swapWhirlpoolExactIn,
  midPrice: ({ sqrtPrice }) => ({ numerator: sqrtPrice * sqrtPrice, denominator: 1n << 128n }),
  usualFeePpm: (pool) => Number(pool.feeRate),
  isOpen: () => true,
  readListed: (listed) => ({
    ...listed,
    feeRate: BigInt(listed.feeRate),
    protocolFeeRate: BigInt(listed.protocolFeeRate),
  }),
  nearPrice,
  encodeState: encodeWhirlpoolState,
  decodeState: decodeWhirlpoolState,
  priceAccounts: whirlpoolTickArrays,
  computeUnits,
  footprint: ({ pool, mintIn }) => footprint(pool, whirlpoolTickArrays(pool, mintIn).length),
};
