import type { Mint } from '../../tokens/token.ts';
import { CurvePieces } from '../curvePieces.ts';
import type { SwapClock } from '../poolBase.ts';
import { type CurvePiece, feeStepInputs, type PoolCurve, shortfallPpm } from '../poolCurve.ts';
import { unlessRefused } from '../poolRefusal.ts';
import { DLMM_FEE_PRECISION } from './dlmmFee.ts';
import { binAmountOut, DlmmLadder } from './dlmmLadder.ts';
import type { MeteoraDlmmPool } from './dlmmPool.ts';
import { binPrice, Q64 } from './dlmmPrice.ts';
import { dlmmFillExactIn, dlmmQuoteOf } from './dlmmSwap.ts';

/** The bins of a ladder as straight pieces, up to the first one that no swap can pass. */
function ladderPieces(ladder: DlmmLadder): CurvePieces {
  let index = 0;
  return new CurvePieces(() => {
    const rung = unlessRefused(() => ladder.rung(index));
    if (rung === undefined) return undefined;
    index++;
    const kept = DLMM_FEE_PRECISION - rung.feeRate;
    const piece: CurvePiece = ladder.xForY
      ? { kind: 'line', num: rung.price * kept, den: Q64 * DLMM_FEE_PRECISION }
      : { kind: 'line', num: Q64 * kept, den: rung.price * DLMM_FEE_PRECISION };
    return { piece, end: rung.inBefore + rung.maxIn + rung.drainFee };
  });
}

/** A Meteora DLMM pool as the router sees it: one straight piece per bin. Throws PoolRefusal 6042 when the pair is disabled. */
export function dlmmCurve(pool: MeteoraDlmmPool, mintIn: Mint, clock: SwapClock): PoolCurve {
  const ladder = new DlmmLadder({ pool, mintIn, clock });
  const pieces = ladderPieces(ladder);
  const { xForY } = ladder;
  const outAtMidPrice = (net: bigint): bigint =>
    binAmountOut(net, binPrice(pool.parameters.binStep, pool.activeId), xForY);

  return {
    pool,
    mintIn,
    mintOut: xForY ? pool.mintY : pool.mintX,
    quote: (amountIn) => dlmmQuoteOf(ladder, dlmmFillExactIn(ladder, amountIn)),
    amountOut(amountIn) {
      const fill = unlessRefused(() => ladder.fillExactIn(amountIn));
      return fill === undefined || fill.amountIn < amountIn ? 0n : fill.amountOut;
    },
    outAtMidPrice,
    priceImpactPpm: (quote) => shortfallPpm(outAtMidPrice(quote.amountIn - quote.fee), quote.amountOut),
    shape: (upTo) => pieces.shape(upTo),
    alignedInputs(amountIn, reach) {
      const fill = unlessRefused(() => ladder.fillExactIn(amountIn));
      if (fill === undefined) return [];
      const { inBefore, feeRate } = fill.rung;
      const inputs = feeStepInputs({
        amountIn: amountIn - inBefore,
        rate: feeRate,
        denominator: DLMM_FEE_PRECISION,
        reach,
      }).map((input) => input + inBefore);
      for (const wanted of [fill.amountOut - 1n, fill.amountOut, fill.amountOut + 1n]) {
        const least = wanted < 1n ? undefined : unlessRefused(() => ladder.fillExactOut(wanted));
        if (least !== undefined) inputs.push(least.amountIn);
      }
      return inputs;
    },
  };
}
