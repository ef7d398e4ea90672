import type { ExecutedLegWire, Execution, TransactionError } from '../core/chain/chainApi.ts';
import type { Pool, PoolAddress, SwapClock } from '../core/pools/all/pool.ts';
import { mathOf } from '../core/pools/all/poolMaths.ts';
import { programOf } from '../core/pools/all/poolPrograms.ts';
import { swapExactIn } from '../core/pools/all/swap.ts';
import { PoolRefusal, refusalFor } from '../core/pools/poolRefusal.ts';
import type { DecodedTransaction, SwapInstruction } from '../core/transaction/decodeTransaction.ts';
import { unitLimitOf, unitsUsedBy } from '../core/transaction/instructionUnits.ts';

/** The pools during a slot: each transaction reads and changes them. */
export type SlotPools = {
  get(pool: PoolAddress): Pool;
  set(pool: PoolAddress, state: Pool): void;
};

/** Index of a pool's derived account (bin array, tick array), undefined for any other account. */
export type PriceAccountIndex = (pool: PoolAddress, account: string) => number | undefined;

export type Outcome =
  | { readonly err: TransactionError; readonly execution: null }
  | { readonly err: null; readonly execution: Execution };

type Executed = { readonly leg: ExecutedLegWire; readonly pool: Pool; readonly crossed: number };

function executeSwap(opts: {
  readonly swap: SwapInstruction;
  readonly pool: Pool;
  readonly clock: SwapClock;
  readonly priceAccountIndex: PriceAccountIndex;
}): Executed {
  const { swap, pool } = opts;
  const { mintIn, mintOut, amountIn, minOut } = swap;
  const result = swapExactIn({ pool, mintIn, amountIn, minOut, clock: opts.clock });
  // The program looks for liquidity until the input is used up, and fails when there is none left.
  if (result.amountIn !== amountIn) {
    const message = 'the liquidity ends before the input';
    throw refusalFor({ math: mathOf(pool), reason: 'no-liquidity', message });
  }
  programOf(pool).checkPriceAccounts({
    before: pool,
    after: result.pool,
    mintIn,
    named: swap.priceAccounts.map((account) => opts.priceAccountIndex(swap.pool, account)),
  });
  const leg = {
    venue: swap.venue,
    pool: swap.pool,
    mintIn,
    mintOut,
    amountIn: `${result.amountIn}`,
    amountOut: `${result.amountOut}`,
    fee: `${result.fee}`,
    feeMint: result.feeMint,
  };
  return { leg, pool: result.pool, crossed: result.crossed };
}

function errorOf(error: unknown, index: number): TransactionError {
  if (error instanceof PoolRefusal) return { InstructionError: [index, { Custom: error.code }] };
  if (error instanceof RangeError) return { InstructionError: [index, 'InvalidArgument'] };
  throw error;
}

/**
 * Executes the instructions of a transaction one after the other: either all swaps change the pools, or none does. Counts compute units; the
 * instruction that exceeds the requested units fails.
 */
export function executeTransaction(opts: {
  readonly transaction: Pick<DecodedTransaction, 'instructions'>;
  readonly pools: SlotPools;
  readonly clock: SwapClock;
  readonly priceAccountIndex: PriceAccountIndex;
}): Outcome {
  const { instructions } = opts.transaction;
  const changed = new Map<PoolAddress, Pool>();
  const legs: ExecutedLegWire[] = [];
  let unitsLeft = unitLimitOf(instructions);
  for (const [index, instruction] of instructions.entries()) {
    let done: Executed | undefined;
    try {
      if (instruction.kind === 'swap') {
        const pool = changed.get(instruction.pool) ?? opts.pools.get(instruction.pool);
        done = executeSwap({ ...opts, swap: instruction, pool });
        changed.set(instruction.pool, done.pool);
        legs.push(done.leg);
      }
    } catch (error) {
      return { err: errorOf(error, index), execution: null };
    }
    unitsLeft -= unitsUsedBy(instruction, done);
    if (unitsLeft < 0) return { err: { InstructionError: [index, 'ComputationalBudgetExceeded'] }, execution: null };
  }
  for (const [address, pool] of changed) opts.pools.set(address, pool);
  return { err: null, execution: { legs } };
}
