import { type CurvePiece, type CurveShape, feeStepInputs, shortfallPpm } from '../../routing/poolCurve.ts';
import type { Mint } from '../../tokens/token.ts';
import type { SwapQuote } from '../pool.ts';
import type { OrcaWhirlpoolPool } from './pool.ts';
import { WhirlpoolRefusal } from './refusals.ts';
import { quoteOnLadder } from './swap.ts';
import { FEE_DENOMINATOR, sufficientInput } from './swapStep.ts';
import { TickLadder, type TickRung } from './tickLadder.ts';

const Q64 = 1n << 64n;

function orUndefined<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof WhirlpoolRefusal) return undefined;
    throw error;
  }
}

/**
 * One range as a hyperbola over the whole input x, without rounding. With w = 1 − fee, s the √price where the range begins and b the input
 * before it, downwards `dy/dx = w s'²`, s' = L s / (L + s w (x − b)); upwards `dy/dx = w / s'²`, s' = s + w (x − b) / L.
 */
function pieceOf({ sqrtPrice, liquidity, feeRate, aToB, inBefore }: TickRung): CurvePiece {
  const kept = FEE_DENOMINATOR - feeRate;
  const root = aToB ? liquidity * sqrtPrice : liquidity * Q64;
  const weight = (aToB ? sqrtPrice : Q64) * kept;
  const start = (aToB ? Q64 : sqrtPrice) * liquidity * FEE_DENOMINATOR;
  return { kind: 'hyperbola', scale: kept * FEE_DENOMINATOR * root * root, base: start - weight * inBefore, weight };
}

/** The ranges of a ladder up to an input, without those that hold nothing. */
function ladderShape(ladder: TickLadder, upTo: bigint): CurveShape {
  const pieces: CurvePiece[] = [];
  const breakpoints: bigint[] = [];
  let reached = 0n;
  for (let index = 0; reached < upTo; index++) {
    const rung = orUndefined(() => ladder.rung(index));
    if (rung === undefined) break;
    if (rung.lastInput === reached) continue;
    reached = rung.lastInput;
    pieces.push(pieceOf(rung));
    breakpoints.push(reached);
  }
  return { pieces, breakpoints, capacity: reached < upTo ? reached : upTo };
}

/** An Orca Whirlpool as the router sees it: one hyperbola for each range between initialised ticks. */
export function whirlpoolCurve(pool: OrcaWhirlpoolPool, mintIn: Mint) {
  const ladder = new TickLadder(pool, mintIn);
  const { aToB } = ladder;
  const square = pool.sqrtPrice * pool.sqrtPrice;
  const outAtMidPrice = (net: bigint): bigint => (aToB ? (net * square) >> 128n : (net << 128n) / square);
  const fillOf = (amountIn: bigint) => orUndefined(() => ladder.fillExactIn(amountIn));

  return {
    pool,
    mintIn,
    mintOut: aToB ? pool.mintY : pool.mintX,
    quote: (amountIn: bigint): SwapQuote => quoteOnLadder(ladder, amountIn),
    amountOut(amountIn: bigint): bigint {
      const fill = fillOf(amountIn);
      return fill === undefined || fill.amountIn < amountIn ? 0n : fill.amountOut;
    },
    outAtMidPrice,
    priceImpactPpm: (quote: SwapQuote) => shortfallPpm(outAtMidPrice(quote.amountIn - quote.fee), quote.amountOut),
    shape: (upTo: bigint): CurveShape => ladderShape(ladder, upTo),
    alignedInputs(amountIn: bigint, reach: number): readonly bigint[] {
      const fill = fillOf(amountIn);
      if (fill === undefined) return [];
      const { rung, amountOut } = fill;
      const inputs = feeStepInputs({
        amountIn: amountIn - rung.inBefore,
        rate: rung.feeRate,
        denominator: FEE_DENOMINATOR,
        reach,
      });
      for (const wanted of [amountOut - 1n, amountOut, amountOut + 1n]) {
        const out = wanted - rung.outBefore;
        const input = out < 1n ? undefined : orUndefined(() => sufficientInput(rung, out));
        if (input !== undefined) inputs.push(input);
      }
      return inputs.map((input) => input + rung.inBefore);
    },
  };
}
