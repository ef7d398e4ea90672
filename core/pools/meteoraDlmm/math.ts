import type { LegFootprint, PoolMath } from '../poolMath.ts';
import { SWAP_DATA_BYTES } from '../swapData.ts';
import { dlmmBinArrays } from './binArrays.ts';
import { dlmmCurve } from './curve.ts';
import { DLMM_EVENT_AUTHORITY, DLMM_PROGRAM } from './dlmmAccounts.ts';
import type { DlmmState, ListedDlmmPool, MeteoraDlmmPool } from './dlmmPool.ts';
import { DLMM_REFUSALS } from './dlmmRefusals.ts';
import { DRIFT_BINS, decodeDlmmState, encodeDlmmState, nearActiveBin, SNAPSHOT_BIN_RADIUS } from './dlmmState.ts';
import { swapDlmmExactIn } from './dlmmSwap.ts';

/** Compute units of one swap, measured on the compiled program: a constant, and an amount for each bin that it takes from. */
const SWAP_UNITS = 40_600;
const BIN_UNITS = 5_360;
/** Room in addition to the drift, parts of 10. */
const ROOM = 11;

/** Compute units of a swap that drains so many bins: the usage, and the request. */
function computeUnits({ crossed }: { readonly crossed: number }) {
  const unitsOf = (bins: number) => SWAP_UNITS + BIN_UNITS * bins;
  return { used: unitsOf(crossed + 1), asked: Math.ceil((unitsOf(crossed + 1 + DRIFT_BINS) * ROOM) / 10) };
}

/** Accounts of `swap`: pool, two reserves, oracle and the bin arrays belong to this leg alone; other legs may share program and event authority. */
function footprint(binArrays: number): LegFootprint {
  return {
    ownAccounts: 4 + binArrays,
    sharedAccounts: [DLMM_PROGRAM, DLMM_EVENT_AUTHORITY],
    namesMints: true,
    places: 15 + binArrays,
    dataBytes: SWAP_DATA_BYTES,
    computeUnits: computeUnits({ crossed: SNAPSHOT_BIN_RADIUS }).asked,
  };
}

export const meteoraDlmmMath: PoolMath<MeteoraDlmmPool, ListedDlmmPool, DlmmState> = {
  name: 'meteora-dlmm',
  refusals: DLMM_REFUSALS,
  curve: ({ pool, mintIn, clock }) => dlmmCurve(pool, mintIn, clock),
  swapExactIn: swapDlmmExactIn,
  isOpen: (pool) => pool.enabled,
  nearPrice: nearActiveBin,
  encodeState: encodeDlmmState,
  decodeState: decodeDlmmState,
  priceAccounts: dlmmBinArrays,
  computeUnits,
  footprint: ({ pool, mintIn }) => footprint(dlmmBinArrays(pool, mintIn).length),
};
