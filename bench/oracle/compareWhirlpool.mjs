// Compares core/pools/orcaWhirlpool with Orca's SDK on random swaps: node --import tsx bench/oracle/compareWhirlpool.mjs [swaps] [seed]

import { swapWhirlpoolExactIn } from '../../core/pools/orcaWhirlpool/swap.ts';
import { sqrtPriceOfTick, tickOfSqrtPrice } from '../../core/pools/orcaWhirlpool/tickMath.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { comparison, orCode } from './comparison.mjs';
import { bySize, randomPool } from './whirlpoolPools.mjs';
import { sdkQuote, sqrtPriceToTickIndex, tickIndexToSqrtPrice } from './whirlpoolSdk.mjs';

const SWAPS_PER_POOL = 10;
const U64_MAX = 2n ** 64n - 1n;

const run = comparison('Whirlpool against @orca-so/whirlpools-core');
const { next, count } = run;

function ourSwap(pool, aToB, amountIn) {
  const ours = {
    kind: 'orca-whirlpool',
    address: 'whirlpool',
    mintX: SOL.mint,
    mintY: USDC.mint,
    ...pool,
    feeRate: BigInt(pool.feeRate),
    protocolFeeRate: BigInt(pool.protocolFeeRate),
    ticks: [...pool.ticks].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index),
  };
  return orCode(() => swapWhirlpoolExactIn({ pool: ours, mintIn: aToB ? SOL.mint : USDC.mint, amountIn, minOut: 0n }));
}

/** Upwards, the program requires the next array once the last usable tick of the third one is crossed; the SDK continues to the array's end. */
function endsAtLastUsableTick(pool, aToB, code) {
  if (aToB || code !== 6038) return false;
  const size = 88 * pool.tickSpacing;
  const first = Math.floor((pool.tick + pool.tickSpacing) / size) * size;
  return pool.ticks.has(first + 3 * size - pool.tickSpacing);
}

function compare(pool, aToB, amountIn) {
  const theirs = sdkQuote(pool, aToB, amountIn);
  const ours = ourSwap(pool, aToB, amountIn);
  const direction = aToB ? 'down' : 'up';
  if (theirs.error !== undefined && ours.code !== undefined) return count(`both refuse, ${ours.code}: ${theirs.error}`);
  if (ours.code !== undefined && endsAtLastUsableTick(pool, aToB, ours.code))
    return count('third array used up, the SDK goes on');
  const same =
    ours.code === undefined &&
    theirs.error === undefined &&
    ours.amountIn === theirs.amountIn &&
    ours.amountOut === theirs.amountOut &&
    ours.fee === theirs.fee;
  if (!same) return run.mismatch({ pool, aToB, amountIn, theirs, ours });
  const crossed = [...pool.ticks.keys()].filter((index) =>
    aToB ? index <= pool.tick && index > ours.pool.tick : index > pool.tick && index <= ours.pool.tick,
  ).length;
  const how =
    ours.amountIn < amountIn
      ? 'prices end'
      : crossed === 0
        ? 'within a range'
        : crossed < 5
          ? '1-4 ticks'
          : '5 ticks and more';
  return count(`equal, ${direction}, ${how}`);
}

for (let done = 0; done < run.swaps; ) {
  const pool = randomPool(next);
  if (sqrtPriceOfTick(pool.tick) !== tickIndexToSqrtPrice(pool.tick)) run.mismatch({ tick: pool.tick });
  if (tickOfSqrtPrice(pool.sqrtPrice) !== sqrtPriceToTickIndex(pool.sqrtPrice)) run.mismatch({ price: pool.sqrtPrice });
  for (let i = 0; i < SWAPS_PER_POOL; i++, done++) {
    const amountIn = bySize(next, next(3) === 0 ? 64 : 44);
    compare(pool, next(2) === 0, amountIn > U64_MAX ? U64_MAX : amountIn);
  }
}

run.report();
