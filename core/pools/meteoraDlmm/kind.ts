import { METEORA } from '../../venues/meteora.ts';
import type { LegFootprint, PoolKind } from '../poolKind.ts';
import { SWAP_DATA_BYTES } from '../swapData.ts';
import { dlmmBinArrays } from './binArrays.ts';
import { dlmmCurve } from './curve.ts';
import { DLMM_EVENT_AUTHORITY, DLMM_PROGRAM } from './dlmmAccounts.ts';
import { DLMM_FEE_PRECISION, dlmmBaseFeeRate, dlmmFeeRate } from './dlmmFee.ts';
import type { DlmmState, ListedDlmmPool, MeteoraDlmmPool } from './dlmmPool.ts';
import { binPrice, Q64 } from './dlmmPrice.ts';
import { DLMM_REFUSALS } from './dlmmRefusals.ts';
import { DRIFT_BINS, decodeDlmmState, encodeDlmmState, nearActiveBin, SNAPSHOT_BIN_RADIUS } from './dlmmState.ts';
import { swapDlmmExactIn } from './dlmmSwap.ts';

/** What one swap uses, measured on the compiled program: a part of its own, and one for each bin that it takes from. */
const SWAP_UNITS = 40_600;
const BIN_UNITS = 5_360;
/** Room beside the drift, parts of 10. */
const ROOM = 11;

const PPM = 1_000_000n;

/** Compute units of a swap that leaves so many bins behind: what it uses, and what is asked for it. */
function computeUnits({ crossed }: { readonly crossed: number }) {
  const unitsOf = (bins: number) => SWAP_UNITS + BIN_UNITS * bins;
  return { used: unitsOf(crossed + 1), asked: Math.ceil((unitsOf(crossed + 1 + DRIFT_BINS) * ROOM) / 10) };
}

/** What `swap` names: pool, two reserves, oracle and the bin arrays of its own; program and event authority. */
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

export const meteoraDlmm: PoolKind<MeteoraDlmmPool, ListedDlmmPool, DlmmState> = {
  name: 'meteora-dlmm',
  venue: METEORA,
  refusals: DLMM_REFUSALS,
  curve: ({ pool, mintIn, clock }) => dlmmCurve(pool, mintIn, clock),
  swapExactIn: swapDlmmExactIn,
  midPrice: (pool) => ({ numerator: binPrice(pool.parameters.binStep, pool.activeId), denominator: Q64 }),
  usualFeePpm: ({ parameters }) => Number((dlmmFeeRate(dlmmBaseFeeRate(parameters), 0n) * PPM) / DLMM_FEE_PRECISION),
  isOpen: (pool) => pool.enabled,
  readListed: (listed) => listed,
  nearPrice: nearActiveBin,
  encodeState: encodeDlmmState,
  decodeState: decodeDlmmState,
  priceAccounts: dlmmBinArrays,
  computeUnits,
  footprint: ({ pool, mintIn }) => footprint(dlmmBinArrays(pool, mintIn).length),
};
