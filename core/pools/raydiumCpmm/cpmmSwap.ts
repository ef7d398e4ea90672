import type { Mint } from '../../tokens/token.ts';
import { ceilDiv } from '../ceilDiv.ts';
import { isXForY, type SwapQuote, type SwapResult } from '../poolBase.ts';
import { assertU64, U64_MAX } from '../u64.ts';
import type { RaydiumCpmmPool } from './cpmmPool.ts';
import { CPMM_ERRORS, refuseCpmm } from './cpmmRefusals.ts';

/** Fee rates of the program are parts of this number. */
export const CPMM_FEE_DENOMINATOR = 1_000_000n;

/** The fee and the output of the curve, before any check. */
export type CpmmCurveOutput = { readonly amountOut: bigint; readonly fee: bigint };

/** The pool's reserves (base units) as a swap of `mintIn` sees them. Throws RangeError when the pool does not hold that mint. */
export function cpmmReserves(
  pool: RaydiumCpmmPool,
  mintIn: Mint,
): { readonly reserveIn: bigint; readonly reserveOut: bigint } {
  const { reserveX, reserveY } = pool;
  return isXForY(pool, mintIn)
    ? { reserveIn: reserveX, reserveOut: reserveY }
    : { reserveIn: reserveY, reserveOut: reserveX };
}

/**
 * The constant product curve of raydium-cp-swap (CurveCalculator::swap_base_input): base units in and out, the fee rounded up, the output rounded
 * down. Without checks: the output may be zero, and the reserve after the swap may exceed u64.
 */
export function cpmmCurveExactIn(opts: {
  readonly amountIn: bigint;
  readonly reserveIn: bigint;
  readonly reserveOut: bigint;
  readonly tradeFeeRate: bigint;
}): CpmmCurveOutput {
  const fee = ceilDiv(opts.amountIn * opts.tradeFeeRate, CPMM_FEE_DENOMINATOR);
  const net = opts.amountIn - fee;
  const reserveAfter = opts.reserveIn + net;
  return { amountOut: reserveAfter === 0n ? 0n : (net * opts.reserveOut) / reserveAfter, fee };
}

/** The protocol's and the fund's part of a trade fee, each rounded down; together they leave the curve. */
function cpmmProtocolFee(pool: RaydiumCpmmPool, fee: bigint): bigint {
  return (fee * pool.protocolFeeRate) / CPMM_FEE_DENOMINATOR + (fee * pool.fundFeeRate) / CPMM_FEE_DENOMINATOR;
}

function assertVaultHolds(opts: { readonly reserveIn: bigint; readonly amountIn: bigint }): void {
  if (opts.reserveIn + opts.amountIn > U64_MAX) {
    refuseCpmm(CPMM_ERRORS.tokenOverflow, 'the input vault can not hold more than u64');
  }
}

/**
 * Quotes an exact-in swap on a CPMM pool, base units. Throws PoolRefusal 2505 for a zero input or output, 14 when the input vault would overflow;
 * RangeError when the amount is outside u64 or the pool does not trade the mint.
 */
export function quoteCpmmExactIn(opts: {
  readonly pool: RaydiumCpmmPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
}): SwapQuote {
  const { pool, mintIn, amountIn } = opts;
  assertU64(amountIn, 'amountIn');
  const { reserveIn, reserveOut } = cpmmReserves(pool, mintIn);
  const { amountOut, fee } = cpmmCurveExactIn({ amountIn, reserveIn, reserveOut, tradeFeeRate: pool.tradeFeeRate });
  if (amountOut === 0n) refuseCpmm(CPMM_ERRORS.zeroOutput, 'the amount is too small: nothing would come out');
  assertVaultHolds({ reserveIn, amountIn });
  return { amountIn, amountOut, fee, feeMint: mintIn, protocolFee: cpmmProtocolFee(pool, fee), crossed: 0 };
}

/** The pool after a quoted swap: protocol and fund fees leave the curve, the rest of the fee stays in it. */
function afterCpmmSwap(pool: RaydiumCpmmPool, mintIn: Mint, quote: SwapQuote): RaydiumCpmmPool {
  const kept = quote.amountIn - quote.protocolFee;
  return mintIn === pool.mintX
    ? { ...pool, reserveX: pool.reserveX + kept, reserveY: pool.reserveY - quote.amountOut }
    : { ...pool, reserveX: pool.reserveX - quote.amountOut, reserveY: pool.reserveY + kept };
}

/** Swaps an exact input. Throws like quoteCpmmExactIn, and PoolRefusal 6005 when the output would be less than `minOut`. */
export function swapCpmmExactIn(opts: {
  readonly pool: RaydiumCpmmPool;
  readonly mintIn: Mint;
  readonly amountIn: bigint;
  readonly minOut?: bigint;
}): SwapResult<RaydiumCpmmPool> {
  const quote = quoteCpmmExactIn(opts);
  if (quote.amountOut < (opts.minOut ?? 0n)) {
    refuseCpmm(CPMM_ERRORS.slippage, `the output ${quote.amountOut} is below the bound ${opts.minOut}`);
  }
  return { ...quote, pool: afterCpmmSwap(opts.pool, opts.mintIn, quote) };
}
