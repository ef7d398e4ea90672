import { mathOf } from '../pools/all/poolMaths.ts';
import type { DecodedInstruction } from './decodeTransaction.ts';

/** The default compute budget per instruction, for a transaction that sets no limit. */
const DEFAULT_UNITS = 200_000;

/** Approximate compute units of instructions other than swaps; for a creation, those of an account that does not exist yet. */
const UNITS: Readonly<Record<Exclude<DecodedInstruction['kind'], 'swap'>, number>> = {
  'compute-unit-limit': 150,
  'compute-unit-price': 150,
  memo: 10_000,
  'create-token-account': 22_000,
  'wrap-transfer': 150,
  'wrap-sync': 3_100,
  unwrap: 3_000,
};

/** The compute units that a transaction may use. */
export function unitLimitOf(instructions: readonly DecodedInstruction[]): number {
  const limit = instructions.find((instruction) => instruction.kind === 'compute-unit-limit');
  return limit?.kind === 'compute-unit-limit' ? limit.units : DEFAULT_UNITS * instructions.length;
}

/** The compute units that an instruction uses; those of a swap depend on the bins or ticks that it crossed. */
export function unitsUsedBy(instruction: DecodedInstruction, swap?: { readonly crossed: number }): number {
  if (instruction.kind !== 'swap') return UNITS[instruction.kind];
  return swap === undefined ? 0 : mathOf({ kind: instruction.poolKind }).computeUnits(swap).used;
}
