import { Remembered } from '../../memory/remembered.ts';
import { U128_MAX } from '../u64.ts';
import { DLMM_ERRORS, refuseDlmm } from './dlmmRefusals.ts';

/** One in Q64.64, the format of bin prices. */
export const Q64 = 1n << 64n;
export const Q64_BITS = 64n;

/** Bin ids of the program lie within ±MAX_BIN_ID; they fit 19 bits. */
export const MAX_BIN_ID = 443_636;
const EXPONENT_BITS = 19;

const BASIS_POINTS = 10_000n;

/**
 * `base^exponent` in Q64.64 by the program's power function (lb_clmm, math::u64x64_math::pow), base above one: the base is inverted
 * so that no step leaves u128, squared and multiplied bit by bit with every product truncated, and the result inverted back.
 */
function powQ64(base: bigint, exponent: number): bigint {
  if (exponent === 0) return Q64;
  let square = U128_MAX / base;
  let result = Q64;
  const magnitude = Math.abs(exponent);
  for (let bit = 0; bit < EXPONENT_BITS; bit++) {
    if (bit > 0) square = (square * square) >> Q64_BITS;
    if ((magnitude >> bit) & 1) result = (result * square) >> Q64_BITS;
  }
  if (result === 0n) refuseDlmm(DLMM_ERRORS.mathOverflow, 'the bin price overflows');
  return exponent < 0 ? result : U128_MAX / result;
}

/** Prices by bin step, then bin id. Only few ids are in use (those near the market), so the table stays small; its size is capped. */
const priceTables = new Map<number, Remembered<number, bigint>>();

function computePrice(binStep: number, id: number): bigint {
  if (!Number.isInteger(id) || Math.abs(id) > MAX_BIN_ID) throw new RangeError(`bin id ${id} is out of bounds`);
  return powQ64(Q64 + (BigInt(binStep) * Q64) / BASIS_POINTS, id);
}

/**
 * Price of a bin, Y per X in base units, Q64.64. Cached by bin step and id. Throws RangeError for an id outside ±MAX_BIN_ID, PoolRefusal 6018 when
 * the price does not fit the format.
 */
export function binPrice(binStep: number, id: number): bigint {
  let table = priceTables.get(binStep);
  if (table === undefined) {
    table = new Remembered(20_000);
    priceTables.set(binStep, table);
  }
  return table.get(id, () => computePrice(binStep, id));
}
