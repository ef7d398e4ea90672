import { meteoraDammV2Program } from '../meteoraDammV2/program.ts';
import { meteoraDlmmProgram } from '../meteoraDlmm/program.ts';
import { orcaWhirlpoolProgram } from '../orcaWhirlpool/program.ts';
import type { PoolBase } from '../poolBase.ts';
import type { PoolProgram } from '../poolProgram.ts';
import { raydiumClmmProgram } from '../raydiumClmm/program.ts';
import { raydiumCpmmProgram } from '../raydiumCpmm/program.ts';

/** The program side of every kind in POOL_KINDS. */
export const POOL_PROGRAMS = [
  raydiumCpmmProgram,
  meteoraDlmmProgram,
  orcaWhirlpoolProgram,
  raydiumClmmProgram,
  meteoraDammV2Program,
] as const;

const byKind = new Map<string, PoolProgram>(POOL_PROGRAMS.map((program) => [program.kind.name, program]));
const byAddress = new Map<string, PoolProgram>(POOL_PROGRAMS.map((program) => [program.address, program]));

/** The program side of a pool's kind. Throws RangeError for a kind that this engine does not know. */
export function programOf(pool: Pick<PoolBase, 'kind'>): PoolProgram {
  const program = byKind.get(pool.kind);
  if (program === undefined) throw new RangeError(`no kind of pool is called ${pool.kind}`);
  return program;
}

/** The pool program at an address, or undefined. */
export function programAt(address: string): PoolProgram | undefined {
  return byAddress.get(address);
}
