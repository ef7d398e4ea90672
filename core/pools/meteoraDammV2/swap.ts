import type { Mint } from '../../tokens/token.ts';
import { isXForY, type SwapClock, type SwapQuote, type SwapResult } from '../poolBase.ts';
import { assertU64, U64_MAX, U128_MAX } from '../u64.ts';
import { dammFeeRate, feeOf, isFeeOnInput, protocolPart } from './dammFee.ts';
import { volatilityAfter } from './dammVolatility.ts';
import type { MeteoraDammV2Pool } from './pool.ts';
import { amountX, amountY, priceAfterXIn, priceAfterYIn } from './priceMath.ts';
import { DAMM_ERRORS, refuseDamm } from './refusals.ts';

type SwapOptions = { readonly pool: MeteoraDammV2Pool; readonly mintIn: Mint; readonly amountIn: bigint };

/** A fill and the √price after it. */
type DammFill = { readonly amountOut: bigint; readonly fee: bigint; readonly nextPrice: bigint };

/** Refuses with 6003 when the pool accepts no swap at all (PermissionlessActionAccess::can_swap). */
export function assertOpen({ enabled, activationPoint }: MeteoraDammV2Pool, { unixSeconds }: SwapClock): void {
  if (!enabled) refuseDamm(DAMM_ERRORS.disabled, 'the pool is disabled');
  if (unixSeconds < activationPoint) refuseDamm(DAMM_ERRORS.disabled, 'the pool is not open yet');
}

/** The √price after an input net of fee. Refused with 6015 beyond the range, with 6007 where it does not fit u128. */
function nextPriceOf({ sqrtPrice, liquidity, sqrtMinPrice, sqrtMaxPrice }: MeteoraDammV2Pool, net: bigint, x: boolean) {
  // The program panics without liquidity; every listed pool has some.
  if (liquidity === 0n) refuseDamm(DAMM_ERRORS.priceRange, 'there is no liquidity');
  const next = (x ? priceAfterXIn : priceAfterYIn)(sqrtPrice, liquidity, net);
  if (next > U128_MAX) refuseDamm(DAMM_ERRORS.typeCast, 'the next price does not fit u128');
  if (next < sqrtMinPrice || next > sqrtMaxPrice) {
    refuseDamm(DAMM_ERRORS.priceRange, 'the input leads beyond the range of the liquidity');
  }
  return next;
}

/** Pool::get_swap_result_from_exact_input. Refused as nextPriceOf, and with 6000 for an output beyond u64. */
function fillOf({ pool, mintIn, amountIn }: SwapOptions): DammFill {
  const xForY = isXForY(pool, mintIn);
  const rate = dammFeeRate(pool);
  const feeIn = isFeeOnInput(pool, mintIn) ? feeOf(amountIn, rate) : undefined;
  const nextPrice = nextPriceOf(pool, amountIn - (feeIn ?? 0n), xForY);
  const out = xForY
    ? amountY(nextPrice, pool.sqrtPrice, pool.liquidity, false)
    : amountX(pool.sqrtPrice, nextPrice, pool.liquidity, false);
  if (out > U64_MAX) refuseDamm(DAMM_ERRORS.overflow, 'the output does not fit u64');
  const fee = feeIn ?? feeOf(out, rate);
  return { amountOut: feeIn === undefined ? out - fee : out, fee, nextPrice };
}

/** The output of an input within u64, at least 0. Refused like fillOf. */
export function dammAmountOut(opts: SwapOptions): bigint {
  return fillOf(opts).amountOut;
}

function boundedFill(
  opts: SwapOptions & { readonly minOut?: bigint | undefined; readonly clock: SwapClock },
): DammFill {
  const { pool, amountIn, minOut } = opts;
  assertU64(amountIn, 'amountIn');
  assertOpen(pool, opts.clock);
  if (amountIn === 0n) refuseDamm(DAMM_ERRORS.zeroAmount, 'nothing goes in');
  const fill = fillOf(opts);
  if (minOut === undefined && fill.amountOut === 0n) {
    refuseDamm(DAMM_ERRORS.zeroAmount, 'the amount is too small: nothing would come out');
  }
  if (fill.amountOut < (minOut ?? 0n)) {
    refuseDamm(DAMM_ERRORS.slippage, `the output ${fill.amountOut} is below the bound ${minOut}`);
  }
  return fill;
}

function quoteOf({ pool, mintIn, amountIn }: SwapOptions, { amountOut, fee }: DammFill): SwapQuote {
  const mintOut = mintIn === pool.mintX ? pool.mintY : pool.mintX;
  const feeMint = isFeeOnInput(pool, mintIn) ? mintIn : mintOut;
  const protocolFee = protocolPart(fee, pool.protocolFeePercent);
  return { amountIn, amountOut, fee, feeMint, protocolFee, crossed: 0 };
}

/** The amounts of swapDammExactIn without a bound: at least one unit has to come out. */
export function quoteDammExactIn(opts: SwapOptions & { readonly clock: SwapClock }): SwapQuote {
  return quoteOf(opts, boundedFill({ ...opts, minOut: undefined }));
}

/**
 * Swaps an exact input as the program's `swap` does (ix_p_swap.rs): all of it, or none. Throws RangeError for an amount outside u64 or a mint that
 * the pool does not trade, else PoolRefusal: 6003 not open, 6006 zero input, 6015 beyond the range, 6000 and 6007 overflows, 6002 below the bound.
 * Without a bound the program accepts an input that is too small to give any output; such a swap is refused here like a zero input.
 */
export function swapDammExactIn(
  opts: SwapOptions & { readonly minOut?: bigint | undefined; readonly clock: SwapClock },
): SwapResult<MeteoraDammV2Pool> {
  const { pool, clock } = opts;
  const fill = boundedFill(opts);
  const { dynamicFee, volatility } = pool;
  const move = { from: pool.sqrtPrice, to: fill.nextPrice, clock };
  return {
    ...quoteOf(opts, fill),
    pool: {
      ...pool,
      sqrtPrice: fill.nextPrice,
      volatility:
        dynamicFee === null || volatility === null ? volatility : volatilityAfter(volatility, { ...move, dynamicFee }),
    },
  };
}
