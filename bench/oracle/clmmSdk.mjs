// Raydium's own simulation of a CLMM swap, on plain pools.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const BN = require('bn.js');
const { swapInternal, TickUtil } = require('@raydium-io/raydium-sdk-v2');

const TICKS_PER_ARRAY = 60;
const bn = (value) => new BN(value.toString());
const zero = new BN(0);
const startOf = (tick, spacing) => Math.floor(tick / (TICKS_PER_ARRAY * spacing)) * TICKS_PER_ARRAY * spacing;

export const sdkSqrtPriceOfTick = (tick) => BigInt(TickUtil.getSqrtPriceAtTick(tick).toString());
export const sdkTickOfSqrtPrice = (sqrtPrice) => TickUtil.getTickAtSqrtPrice(bn(sqrtPrice));

function tickOf(tick, liquidityNet) {
  const liquidityGross = liquidityNet === undefined ? zero : liquidityNet === 0n ? bn(2) : bn(liquidityNet).abs();
  return {
    tick,
    liquidityNet: bn(liquidityNet ?? 0n),
    liquidityGross,
    ordersAmount: zero,
    partFilledOrdersRemaining: zero,
  };
}

/** The tick arrays of a pool in the order in which a swap passes them. */
function arraysOf(pool, xForY) {
  const start = startOf(pool.tick, pool.tickSpacing);
  const starts = [...new Set([...pool.ticks.keys()].map((index) => startOf(index, pool.tickSpacing)))]
    .filter((first) => (xForY ? first <= start : first >= start))
    .sort((a, b) => (xForY ? b - a : a - b));
  return starts.map((startTickIndex) => {
    const ticks = Array.from({ length: TICKS_PER_ARRAY }, (_, i) => {
      const tick = startTickIndex + i * pool.tickSpacing;
      return tickOf(tick, pool.ticks.get(tick));
    });
    return { address: `${startTickIndex}`, value: { startTickIndex, ticks } };
  });
}

/** No dynamic fee: all parameters are zero. */
const STATIC_FEE = {
  filterPeriod: 0,
  decayPeriod: 0,
  reductionFactor: 0,
  dynamicFeeControl: 0,
  maxVolatilityAccumulator: 0,
  tickSpacingIndexReference: 0,
  volatilityReference: 0,
  volatilityAccumulator: 0,
  lastUpdateTimestamp: zero,
};

function simulate(pool, xForY, amountIn) {
  return swapInternal({
    poolInfo: {
      sqrtPriceX64: bn(pool.sqrtPrice),
      tickCurrent: pool.tick,
      liquidity: bn(pool.liquidity),
      tickSpacing: pool.tickSpacing,
      feeOn: 0,
      feeGrowthGlobalX64A: zero,
      feeGrowthGlobalX64B: zero,
      dynamicFeeInfo: STATIC_FEE,
    },
    configInfo: {
      tradeFeeRate: pool.tradeFeeRate,
      protocolFeeRate: pool.protocolFeeRate,
      fundFeeRate: pool.fundFeeRate,
    },
    tickArrays: arraysOf(pool, xForY),
    amountSpecified: bn(amountIn),
    sqrtPriceLimitX64: zero,
    zeroForOne: xForY,
    isBaseInput: true,
    blockTimestamp: 0,
    includeExtraTickArrays: false,
  });
}

/**
 * The SDK's result for an exact input and the pool after it: 'ends' when the liquidity ends before, 'overflow' when the amount up to the next tick
 * exceeds u64 (where the program continues).
 */
export function sdkSwap(pool, xForY, amountIn) {
  let result;
  try {
    result = simulate(pool, xForY, amountIn);
  } catch (error) {
    if (error.message === 'MaxTokenOverflow') return 'overflow';
    throw error;
  }
  if (!result.allTrade) return 'ends';
  const big = (value) => BigInt(value.toString());
  return {
    amountOut: big(result.amountCalculated),
    fee: big(result.feeAmount),
    sqrtPrice: big(result.sqrtPriceX64),
    tick: result.tickCurrent,
    liquidity: big(result.liquidity),
  };
}
