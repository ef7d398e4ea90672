import type { Mint } from '../../tokens/token.ts';
import { ceilDiv } from '../ceilDiv.ts';
import { feeStepInputs, type PoolCurve } from '../poolCurve.ts';
import { U64_MAX } from '../u64.ts';
import type { RaydiumCpmmPool } from './cpmmPool.ts';
import { CPMM_FEE_DENOMINATOR, cpmmCurveExactIn, cpmmReserves, quoteCpmmExactIn } from './cpmmSwap.ts';

const PPM = 1_000_000n;

/** A Raydium CPMM pool as the router sees it: one hyperbola. */
export function cpmmCurve(pool: RaydiumCpmmPool, mintIn: Mint): PoolCurve {
  const { reserveIn, reserveOut } = cpmmReserves(pool, mintIn);
  const { tradeFeeRate } = pool;
  const weight = CPMM_FEE_DENOMINATOR - tradeFeeRate;
  const room = U64_MAX - reserveIn;

  const amountOut = (amountIn: bigint): bigint =>
    amountIn > room ? 0n : cpmmCurveExactIn({ amountIn, reserveIn, reserveOut, tradeFeeRate }).amountOut;

  /** The least input for an output, or undefined when the reserve holds less. */
  const leastInput = (out: bigint): bigint | undefined =>
    out < 1n || out >= reserveOut
      ? undefined
      : ceilDiv(ceilDiv(reserveIn * out, reserveOut - out) * CPMM_FEE_DENOMINATOR, weight);

  return {
    pool,
    mintIn,
    mintOut: mintIn === pool.mintX ? pool.mintY : pool.mintX,
    quote: (amountIn) => quoteCpmmExactIn({ pool, mintIn, amountIn }),
    amountOut,
    outAtMidPrice: (net) => (reserveIn === 0n ? 0n : (net * reserveOut) / reserveIn),
    priceImpactPpm(quote) {
      const net = quote.amountIn - quote.fee;
      return Number((net * PPM) / (reserveIn + net));
    },
    shape: (upTo) => ({
      pieces: [
        {
          kind: 'hyperbola',
          scale: weight * CPMM_FEE_DENOMINATOR * reserveIn * reserveOut,
          base: reserveIn * CPMM_FEE_DENOMINATOR,
          weight,
        },
      ],
      breakpoints: [],
      capacity: upTo < room ? upTo : room,
    }),
    alignedInputs(amountIn, reach) {
      const inputs = feeStepInputs({ amountIn, rate: tradeFeeRate, denominator: CPMM_FEE_DENOMINATOR, reach });
      const out = amountOut(amountIn);
      for (const wanted of [out - 1n, out, out + 1n]) {
        const least = leastInput(wanted);
        if (least !== undefined) inputs.push(least);
      }
      return inputs;
    },
  };
}
