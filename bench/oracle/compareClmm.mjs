// Compares core/pools/raydiumClmm with Raydium's SDK on random swaps: node --import tsx bench/oracle/compareClmm.mjs [swaps] [seed]

import { swapClmmExactIn } from '../../core/pools/raydiumClmm/swap.ts';
import { ClmmLadder } from '../../core/pools/raydiumClmm/tickLadder.ts';
import {
  MAX_SQRT_PRICE,
  MIN_SQRT_PRICE,
  sqrtPriceOfTick,
  tickOfSqrtPrice,
} from '../../core/pools/raydiumClmm/tickMath.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { randomPool } from './clmmPools.mjs';
import { sdkSqrtPriceOfTick, sdkSwap, sdkTickOfSqrtPrice } from './clmmSdk.mjs';
import { comparison, orCode } from './comparison.mjs';
import { bySize } from './whirlpoolPools.mjs';

const SWAPS_PER_POOL = 10;
const U64_MAX = 2n ** 64n - 1n;
const CLOCK = { unixSeconds: 1 };
/** The program's codes where the SDK reports the end of the liquidity. */
const ENDS = [6016, 6035, 6036];
/** The tick at which the program ends every swap: there the SDK returns a partial result, and the program refuses. */
const LIMITS = [MIN_SQRT_PRICE + 1n, MAX_SQRT_PRICE - 1n];

const run = comparison('Raydium CLMM against @raydium-io/raydium-sdk-v2');
const { next } = run;

function poolOf(pool) {
  return {
    kind: 'raydium-clmm',
    address: 'clmm',
    mintX: SOL.mint,
    mintY: USDC.mint,
    ...pool,
    tradeFeeRate: BigInt(pool.tradeFeeRate),
    protocolFeeRate: BigInt(pool.protocolFeeRate),
    fundFeeRate: BigInt(pool.fundFeeRate),
    openTime: 0,
    enabled: true,
    ticks: [...pool.ticks].map(([index, liquidityNet]) => ({ index, liquidityNet })).sort((a, b) => a.index - b.index),
  };
}

/** An amount of any size, or one at the end of a stretch between ticks, or one unit beside it. */
function amountFor(pool, mintIn) {
  const rung = next(3) === 0 ? new ClmmLadder({ pool, mintIn, clock: CLOCK }).rung(next(6)) : undefined;
  const amount = rung === undefined ? bySize(next, next(3) === 0 ? 64 : 44) : rung.lastInput + BigInt(next(3) - 1);
  return amount < 1n ? 1n : amount > U64_MAX ? U64_MAX : amount;
}

/** Whether the amount to one of the next ticks exceeds u64, so that no input passes it. */
function hasBoundlessStretch(pool, mintIn) {
  const ladder = new ClmmLadder({ pool, mintIn, clock: CLOCK });
  for (let index = 0; ; index++) {
    const rung = ladder.rung(index);
    if (rung === undefined) return false;
    if (rung.whole === undefined) return true;
  }
}

function classOf(pool, mintIn, ours, theirs) {
  if (theirs === 'overflow')
    return hasBoundlessStretch(pool, mintIn) ? 'a tick beyond u64, the SDK gives up' : undefined;
  if (ours.code !== undefined) {
    if (theirs === 'ends' && ENDS.includes(ours.code)) return `liquidity ends, ${ours.code}`;
    if (ours.code === 2501 && LIMITS.includes(theirs.sqrtPrice)) return 'the price limit is reached, 2501';
    if (ours.code === 6022 && theirs?.amountOut === 0n) return 'nothing comes out, 6022';
    // The SDK does not check the ends of the integers.
    if (ours.code === 6038 && theirs?.amountOut > U64_MAX) return 'the output leaves u64, 6038';
    return undefined;
  }
  const same =
    ours.amountOut === theirs.amountOut &&
    ours.fee === theirs.fee &&
    ours.pool.sqrtPrice === theirs.sqrtPrice &&
    ours.pool.tick === theirs.tick &&
    ours.pool.liquidity === theirs.liquidity;
  if (!same) return undefined;
  const [low, high] = [Math.min(pool.tick, ours.pool.tick), Math.max(pool.tick, ours.pool.tick)];
  const crossed = pool.ticks.filter(({ index }) => index > low && index <= high).length;
  const direction = ours.pool.sqrtPrice < pool.sqrtPrice ? 'down' : 'up';
  return `equal, ${direction}, ${crossed === 0 ? 'no tick' : crossed < 5 ? '1-4 ticks' : '5 ticks and more'} crossed`;
}

for (let done = 0; done < run.swaps; ) {
  const plain = randomPool(next);
  const pool = poolOf(plain);
  if (sqrtPriceOfTick(pool.tick) !== sdkSqrtPriceOfTick(pool.tick)) run.mismatch({ tick: pool.tick });
  if (tickOfSqrtPrice(pool.sqrtPrice) !== sdkTickOfSqrtPrice(pool.sqrtPrice)) run.mismatch({ at: pool.sqrtPrice });
  for (let i = 0; i < SWAPS_PER_POOL; i++, done++) {
    const xForY = next(2) === 0;
    const mintIn = xForY ? pool.mintX : pool.mintY;
    const amountIn = amountFor(pool, mintIn);
    const ours = orCode(() => swapClmmExactIn({ pool, mintIn, amountIn, clock: CLOCK }));
    const theirs = sdkSwap(plain, xForY, amountIn);
    const name = classOf(pool, mintIn, ours, theirs);
    if (name === undefined) run.mismatch({ pool, xForY, amountIn, theirs, ours });
    else run.count(name);
  }
}
run.report();
