import type { Mint } from '../../tokens/token.ts';
import type { SwapQuote } from '../pool.ts';
import type { OrcaWhirlpoolPool, WhirlpoolSwapResult } from './pool.ts';
import { refuse } from './refusals.ts';
import { liquidityBehind, TickLadder, type WhirlpoolFill } from './tickLadder.ts';

/** An output that no order asks for less of: the program itself lets a swap give nothing when nothing is asked for. */
const LEAST_OUTPUT = 1n;

function quoteOf({ amountIn, amountOut, fee, protocolFee }: WhirlpoolFill): SwapQuote {
  return { amountIn, amountOut, fee, protocolFee };
}

/**
 * The fill of an exact input with a bound on its output, base units. Refused with 6036 (AmountOutBelowMinimum) below the bound, and as
 * TickLadder.fillExactIn does.
 */
function boundedFill(ladder: TickLadder, amountIn: bigint, minOut: bigint): WhirlpoolFill {
  const fill = ladder.fillExactIn(amountIn);
  if (fill.amountOut < minOut) {
    refuse('AmountOutBelowMinimum', `the output ${fill.amountOut} is below the bound ${minOut}`);
  }
  return fill;
}

/** Quotes an exact input on a prepared ladder: at least one unit has to come out. */
export function quoteOnLadder(ladder: TickLadder, amountIn: bigint): SwapQuote {
  return quoteOf(boundedFill(ladder, amountIn, LEAST_OUTPUT));
}

/**
 * Swaps an exact input without a price limit, as the program's `swap` does (swap_manager.rs). `amountIn` of the answer is less than asked
 * only where prices end. `minOut` is 1 when not given; with 0 the program takes the input even for nothing. The vaults are not looked at: a
 * mint's supply is a u64, and the liquidity is backed.
 */
export function swapWhirlpoolExactIn(opts: {
  readonly pool: OrcaWhirlpoolPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly minOut?: bigint | undefined;
}): WhirlpoolSwapResult {
  const ladder = new TickLadder(opts.pool, opts.mintIn);
  const fill = boundedFill(ladder, opts.amountIn, opts.minOut ?? LEAST_OUTPUT);
  const { rung, nextPrice } = fill;
  return {
    ...quoteOf(fill),
    pool: {
      ...opts.pool,
      sqrtPrice: nextPrice,
      tick: ladder.tickAfter(fill),
      liquidity: nextPrice === rung.target ? liquidityBehind(rung) : rung.liquidity,
    },
  };
}
