import type { Mint } from '../../tokens/token.ts';
import type { SwapQuote, SwapResult } from '../poolBase.ts';
import type { OrcaWhirlpoolPool } from './pool.ts';
import { refuse } from './refusals.ts';
import { liquidityBehind, TickLadder, type WhirlpoolFill } from './tickLadder.ts';

function quoteOf({ pool, xForY }: TickLadder, fill: WhirlpoolFill): SwapQuote {
  const { amountIn, amountOut, fee, protocolFee, rung, nextPrice } = fill;
  const crossed = rung.index + (nextPrice === rung.target ? 1 : 0);
  return { amountIn, amountOut, fee, feeMint: xForY ? pool.mintX : pool.mintY, protocolFee, crossed };
}

/**
 * The fill of an exact input, base units, refused like TickLadder.fillExactIn. An output below the bound is refused with 6036
 * (AmountOutBelowMinimum). Without a bound the program accepts an input that is too small to give any output; such a swap is refused here like a
 * zero input (6035).
 */
function boundedFill(ladder: TickLadder, amountIn: bigint, minOut: bigint | undefined): WhirlpoolFill {
  const fill = ladder.fillExactIn(amountIn);
  if (minOut === undefined && fill.amountOut === 0n) {
    refuse('ZeroTradableAmount', 'the amount is too small: nothing would come out');
  }
  if (fill.amountOut < (minOut ?? 0n)) {
    refuse('AmountOutBelowMinimum', `the output ${fill.amountOut} is below the bound ${minOut}`);
  }
  return fill;
}

/** Quotes an exact input on a prepared ladder; the output must be at least one unit. */
export function quoteOnLadder(ladder: TickLadder, amountIn: bigint): SwapQuote {
  return quoteOf(ladder, boundedFill(ladder, amountIn, undefined));
}

/**
 * Swaps an exact input without a price limit, as the program's `swap` does (swap_manager.rs). `amountIn` of the result is less than requested only
 * where prices end. Without `minOut` the output must be at least one unit; with 0 the program takes the input even for a zero output. The vaults
 * are not checked: a mint's supply is a u64, and the liquidity is backed.
 */
export function swapWhirlpoolExactIn(opts: {
  readonly pool: OrcaWhirlpoolPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly minOut?: bigint | undefined;
}): SwapResult<OrcaWhirlpoolPool> {
  const ladder = new TickLadder(opts.pool, opts.mintIn);
  const fill = boundedFill(ladder, opts.amountIn, opts.minOut);
  const { rung, nextPrice } = fill;
  return {
    ...quoteOf(ladder, fill),
    pool: {
      ...opts.pool,
      sqrtPrice: nextPrice,
      tick: ladder.tickAfter(fill),
      liquidity: nextPrice === rung.target ? liquidityBehind(rung) : rung.liquidity,
    },
  };
}
