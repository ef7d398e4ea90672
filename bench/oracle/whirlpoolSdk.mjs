// The swap of Orca's own SDK (the Rust core as WebAssembly) on an invented pool, without code of core/.
import { createRequire } from 'node:module';

const sdk = createRequire(import.meta.url)('@orca-so/whirlpools-core');

export const TICKS_PER_ARRAY = 88;
export const { sqrtPriceToTickIndex, tickIndexToSqrtPrice } = sdk;

/** The tick arrays from `first` on, `step` arrays apart, in the SDK's form. */
function facades(pool, first, step) {
  const size = TICKS_PER_ARRAY * pool.tickSpacing;
  return [0, 1, 2].map((i) => {
    const startTickIndex = first + i * step * size;
    const ticks = Array.from({ length: TICKS_PER_ARRAY }, (_, offset) => {
      const net = pool.ticks.get(startTickIndex + offset * pool.tickSpacing);
      return {
        initialized: net !== undefined,
        liquidityNet: net ?? 0n,
        liquidityGross: net === undefined ? 0n : 1n,
        feeGrowthOutsideA: 0n,
        feeGrowthOutsideB: 0n,
        rewardGrowthsOutside: [0n, 0n, 0n],
      };
    });
    return { startTickIndex, ticks };
  });
}

const known = new WeakMap();

/** The three arrays that a swap names by the SDK's rule: from the array of the price on, or upwards from that of the next usable tick. */
function arraysOf(pool, aToB) {
  const before = known.get(pool) ?? {};
  before[aToB] ??= builtArrays(pool, aToB);
  known.set(pool, before);
  return before[aToB];
}

function builtArrays(pool, aToB) {
  const size = TICKS_PER_ARRAY * pool.tickSpacing;
  const first = Math.floor((aToB ? pool.tick : pool.tick + pool.tickSpacing) / size) * size;
  return facades(pool, first, aToB ? -1 : 1);
}

/** The SDK's result for an exact input: { amountIn, amountOut, fee }, or { error }. `pool.ticks` maps index to liquidity net. */
export function sdkQuote(pool, aToB, amountIn) {
  const whirlpool = {
    feeTierIndexSeed: new Uint8Array([pool.tickSpacing & 255, pool.tickSpacing >> 8]),
    tickSpacing: pool.tickSpacing,
    feeRate: pool.feeRate,
    protocolFeeRate: pool.protocolFeeRate,
    liquidity: pool.liquidity,
    sqrtPrice: pool.sqrtPrice,
    tickCurrentIndex: pool.tick,
    feeGrowthGlobalA: 0n,
    feeGrowthGlobalB: 0n,
    rewardLastUpdatedTimestamp: 0n,
    rewardInfos: Array.from({ length: 3 }, () => ({ emissionsPerSecondX64: 0n, growthGlobalX64: 0n })),
  };
  try {
    const quote = sdk.swapQuoteByInputToken(amountIn, aToB, 0, whirlpool, undefined, arraysOf(pool, aToB), 0n);
    return { amountIn: quote.tokenIn, amountOut: quote.tokenEstOut, fee: quote.tradeFee };
  } catch (error) {
    return { error: String(error?.message ?? error) };
  }
}
