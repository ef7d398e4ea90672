import type { ExecutedLegWire, Execution, TransactionError } from '../core/chain/chainApi.ts';
import { POOL_ERRORS, type Pool, type PoolAddress, PoolRefusal, type SwapClock } from '../core/pools/pool.ts';
import { swapExactIn } from '../core/pools/swap.ts';
import { binArrayIndexOf } from '../core/routing/binArraysOf.ts';
import type { DecodedTransaction, SwapInstruction } from '../core/transaction/decodeTransaction.ts';

/** DLMM's BinArrayNotFound: the swap needs a bin of an array that its instruction does not name. */
const DLMM_BIN_ARRAY_NOT_FOUND = 6009;

/** The pools as the transactions of a slot find and leave them. */
export type SlotPools = {
  get(pool: PoolAddress): Pool;
  set(pool: PoolAddress, state: Pool): void;
};

/** Index of a bin array account of a pool, undefined for any other account. */
export type BinArrayIndex = (pool: PoolAddress, account: string) => number | undefined;

export type Outcome =
  | { readonly err: TransactionError; readonly execution: null }
  | { readonly err: null; readonly execution: Execution };

function refuse(venue: SwapInstruction['venue'], code: number, message: string): never {
  throw new PoolRefusal({ venue, code, message });
}

function checkBinArrays(swap: SwapInstruction, binIds: readonly number[], binArrayIndex: BinArrayIndex): void {
  const named = swap.binArrays.map((account) => binArrayIndex(swap.pool, account));
  for (const id of binIds) {
    if (!named.includes(binArrayIndexOf(id))) {
      refuse(swap.venue, DLMM_BIN_ARRAY_NOT_FOUND, `the bin array of bin ${id} is not named`);
    }
  }
}

function executeSwap(opts: {
  readonly swap: SwapInstruction;
  readonly pool: Pool;
  readonly clock: SwapClock;
  readonly binArrayIndex: BinArrayIndex;
}): { readonly leg: ExecutedLegWire; readonly pool: Pool } {
  const { swap, pool } = opts;
  const { mintIn, mintOut, amountIn, minOut } = swap;
  const result = swapExactIn({ pool, mintIn, amountIn, minOut, clock: opts.clock });
  // The program looks for liquidity until the input is used up, and fails when there is none left.
  if (result.amountIn !== amountIn)
    refuse(swap.venue, POOL_ERRORS.dlmmNoLiquidity, 'the liquidity ends before the input');
  if (pool.venue === 'meteora' && result.pool.venue === 'meteora') {
    checkBinArrays(swap, [pool.activeId, result.pool.activeId], opts.binArrayIndex);
  }
  const leg = {
    venue: swap.venue,
    pool: swap.pool,
    mintIn,
    mintOut,
    amountIn: `${result.amountIn}`,
    amountOut: `${result.amountOut}`,
    fee: `${result.fee}`,
  };
  return { leg, pool: result.pool };
}

function errorOf(error: unknown, index: number): TransactionError {
  if (error instanceof PoolRefusal) return { InstructionError: [index, { Custom: error.code }] };
  if (error instanceof RangeError) return { InstructionError: [index, 'InvalidArgument'] };
  throw error;
}

/** Executes the swaps of a transaction one after the other: all of them change the pools, or none does. */
export function executeTransaction(opts: {
  readonly transaction: DecodedTransaction;
  readonly pools: SlotPools;
  readonly clock: SwapClock;
  readonly binArrayIndex: BinArrayIndex;
}): Outcome {
  const changed = new Map<PoolAddress, Pool>();
  const legs: ExecutedLegWire[] = [];
  for (const [index, swap] of opts.transaction.instructions.entries()) {
    if (swap.kind !== 'swap') continue;
    try {
      const pool = changed.get(swap.pool) ?? opts.pools.get(swap.pool);
      const done = executeSwap({ swap, pool, clock: opts.clock, binArrayIndex: opts.binArrayIndex });
      changed.set(swap.pool, done.pool);
      legs.push(done.leg);
    } catch (error) {
      return { err: errorOf(error, index), execution: null };
    }
  }
  for (const [address, pool] of changed) opts.pools.set(address, pool);
  return { err: null, execution: { legs } };
}
