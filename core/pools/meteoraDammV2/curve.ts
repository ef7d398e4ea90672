import type { Mint } from '../../tokens/token.ts';
import { isXForY, type SwapClock } from '../poolBase.ts';
import { type CurvePiece, feeStepInputs, type PoolCurve, shortfallPpm } from '../poolCurve.ts';
import { unlessRefused } from '../poolRefusal.ts';
import { U64_MAX } from '../u64.ts';
import { DAMM_FEE_DENOMINATOR, dammFeeRate, isFeeOnInput, mostWithFee, withFee } from './dammFee.ts';
import type { MeteoraDammV2Pool } from './pool.ts';
import { amountX, amountY, mostXIn, mostYIn, priceAfterXOut, priceAfterYOut } from './priceMath.ts';
import { assertOpen, dammAmountOut, quoteDammExactIn } from './swap.ts';

/** One pool in one direction. */
type Side = {
  readonly pool: MeteoraDammV2Pool;
  readonly xForY: boolean;
  readonly rate: bigint;
  readonly feeOnInput: boolean;
};

/**
 * The range as a hyperbola over the whole input, without rounding. With w = 1 − fee, v = w where the fee is on the input and else 1, s the √price and
 * L the liquidity: downwards `dy/dx = w s'²`, s' = L s / (L + s v x); upwards `dx/dy = w / s'²`, s' = s + v y / L.
 */
function pieceOf({ pool: { liquidity, sqrtPrice }, xForY, rate, feeOnInput }: Side): CurvePiece {
  const kept = DAMM_FEE_DENOMINATOR - rate;
  const moving = feeOnInput ? kept : DAMM_FEE_DENOMINATOR;
  const square = kept * DAMM_FEE_DENOMINATOR * liquidity * liquidity;
  return xForY
    ? {
        kind: 'hyperbola',
        scale: square * sqrtPrice * sqrtPrice,
        base: (liquidity * DAMM_FEE_DENOMINATOR) << 64n,
        weight: (sqrtPrice * moving) << 64n,
      }
    : {
        kind: 'hyperbola',
        scale: square << 128n,
        base: sqrtPrice * liquidity * DAMM_FEE_DENOMINATOR,
        weight: moving << 128n,
      };
}

/** The largest input before the range ends, within u64. */
function capacityOf({ pool, xForY, rate, feeOnInput }: Side): bigint {
  const { sqrtPrice, liquidity } = pool;
  if (liquidity === 0n) return 0n;
  const net = xForY
    ? mostXIn(sqrtPrice, liquidity, pool.sqrtMinPrice)
    : mostYIn(sqrtPrice, liquidity, pool.sqrtMaxPrice);
  const most = feeOnInput ? mostWithFee(net, rate) : net;
  return most < U64_MAX ? most : U64_MAX;
}

/** An input that is enough for an output, at most a unit or two above the least (get_swap_result_from_exact_output); undefined beyond the range. */
function sufficientInput({ pool, xForY, rate, feeOnInput }: Side, amountOut: bigint): bigint | undefined {
  const { sqrtPrice, liquidity } = pool;
  if (liquidity === 0n || amountOut < 1n) return undefined;
  const out = feeOnInput ? amountOut : withFee(amountOut, rate);
  const next = (xForY ? priceAfterYOut : priceAfterXOut)(sqrtPrice, liquidity, out);
  if (next === undefined || next < pool.sqrtMinPrice || next > pool.sqrtMaxPrice) return undefined;
  const net = xForY ? amountX(next, sqrtPrice, liquidity, true) : amountY(sqrtPrice, next, liquidity, true);
  return feeOnInput ? withFee(net, rate) : net;
}

/** A DAMM v2 pool as the router sees it: one hyperbola up to the end of the range. Throws PoolRefusal (`not-open`) when the pool accepts no swap. */
export function dammCurve(opts: {
  readonly pool: MeteoraDammV2Pool;
  readonly mintIn: Mint;
  readonly clock: SwapClock;
}): PoolCurve {
  const { pool, mintIn } = opts;
  assertOpen(pool, opts.clock);
  const xForY = isXForY(pool, mintIn);
  const side: Side = { pool, xForY, rate: dammFeeRate(pool), feeOnInput: isFeeOnInput(pool, mintIn) };
  const most = capacityOf(side);
  const square = pool.sqrtPrice * pool.sqrtPrice;
  const outAtMidPrice = (net: bigint): bigint => (xForY ? (net * square) >> 128n : (net << 128n) / square);

  function amountOut(amountIn: bigint): bigint {
    if (amountIn > most) return 0n;
    return unlessRefused(() => dammAmountOut({ pool, mintIn, amountIn })) ?? 0n;
  }

  return {
    pool,
    mintIn,
    mintOut: xForY ? pool.mintY : pool.mintX,
    quote: (amountIn) => quoteDammExactIn({ ...opts, amountIn }),
    amountOut,
    outAtMidPrice,
    priceImpactPpm: (quote) =>
      side.feeOnInput
        ? shortfallPpm(outAtMidPrice(quote.amountIn - quote.fee), quote.amountOut)
        : shortfallPpm(outAtMidPrice(quote.amountIn), quote.amountOut + quote.fee),
    shape: (upTo) => ({ pieces: [pieceOf(side)], breakpoints: [], capacity: upTo < most ? upTo : most }),
    alignedInputs(amountIn, reach) {
      const { rate, feeOnInput } = side;
      const inputs = feeOnInput ? feeStepInputs({ amountIn, rate, denominator: DAMM_FEE_DENOMINATOR, reach }) : [];
      const out = amountOut(amountIn);
      for (const wanted of [out - 1n, out, out + 1n]) {
        const input = sufficientInput(side, wanted);
        if (input !== undefined) inputs.push(input);
      }
      return inputs;
    },
  };
}
