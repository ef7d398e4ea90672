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
import { DRIFT_BINS, decodeDlmmState, encodeDlmmState, nearActiveBin } from './dlmmState.ts';
import { swapDlmmExactIn } from './dlmmSwap.ts';

/** What one swap uses, measured on the compiled program: a part of its own, and one for each bin that it takes from. */
const SWAP_UNITS = 40_600;
const BIN_UNITS = 5_360;
/** Room beside the drift, parts of 10. */
const ROOM = 11;

const PPM = 1_000_000n;

/** Accounts that `swap` names before the bin arrays. */
const FIXED_REFERENCES = 15;

function footprint({ address, mintX, mintY, accounts }: ListedDlmmPool, priceAccounts: number): LegFootprint {
  const { reserveX, reserveY, oracle } = accounts;
  return {
    accounts: [DLMM_PROGRAM, DLMM_EVENT_AUTHORITY, address, reserveX, reserveY, oracle, mintX, mintY],
    priceAccounts,
    references: FIXED_REFERENCES + priceAccounts,
    dataBytes: SWAP_DATA_BYTES,
  };
}

export const meteoraDlmm: PoolKind<MeteoraDlmmPool, ListedDlmmPool, DlmmState> = {
  name: 'meteora-dlmm',
  venue: METEORA,
  refusals: DLMM_REFUSALS,
  curve: ({ pool, mintIn, clock }) => dlmmCurve(pool, mintIn, clock),
  swapExactIn: swapDlmmExactIn,
  midPrice: (pool) => ({ numerator: binPrice(pool.parameters.binStep, pool.activeId), denominator: Q64 }),
  usualFeePpm: ({ parameters }) =>
    Number((dlmmFeeRate(dlmmBaseFeeRate(parameters), 0n) * PPM) / DLMM_FEE_PRECISION),
  isOpen: (pool) => pool.enabled,
  nearPrice: nearActiveBin,
  encodeState: encodeDlmmState,
  decodeState: decodeDlmmState,
  priceAccounts: dlmmBinArrays,
  computeUnits({ crossed }) {
    const unitsOf = (bins: number) => SWAP_UNITS + BIN_UNITS * bins;
    return { used: unitsOf(crossed + 1), asked: Math.ceil((unitsOf(crossed + 1 + DRIFT_BINS) * ROOM) / 10) };
  },
  footprint: ({ listed, pool, mintIn }) => footprint(listed, dlmmBinArrays(pool, mintIn).length),
};
