// Meteora's own quote of a DAMM v2 swap, on plain pools.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const BN = require('bn.js');
const sdk = require('@meteora-ag/cp-amm-sdk');
const bn = (value) => new BN(value.toString());

/** 1 basis point, the program's bin step for every pool. */
const BIN_STEP = 1;

/** The base fee in the program's form: a scheduler without periods. */
function baseFeeData(baseFee) {
  const data = Buffer.alloc(32);
  data.writeBigUInt64LE(baseFee, 0);
  return [...data];
}

/** The SDK's own object for a pool, as after loading its account. */
export function sdkPool(pool) {
  const { dynamicFee, volatility } = pool;
  return {
    poolFees: {
      baseFee: { baseFeeInfo: { data: baseFeeData(pool.baseFee) } },
      protocolFeePercent: pool.protocolFeePercent,
      referralFeePercent: 20,
      compoundingFeeBps: 0,
      dynamicFee: {
        initialized: dynamicFee === null ? 0 : 1,
        variableFeeControl: dynamicFee?.variableFeeControl ?? 0,
        binStep: BIN_STEP,
        volatilityAccumulator: new BN(volatility?.accumulator ?? 0),
      },
      initSqrtPrice: new BN(0),
    },
    liquidity: bn(pool.liquidity),
    sqrtMinPrice: bn(pool.sqrtMinPrice),
    sqrtMaxPrice: bn(pool.sqrtMaxPrice),
    sqrtPrice: bn(pool.sqrtPrice),
    activationPoint: new BN(pool.activationPoint),
    poolStatus: pool.enabled ? 0 : 1,
    collectFeeMode: pool.collectFeeMode,
    feeVersion: pool.feeVersion,
  };
}

/** The SDK's result for an exact input: amounts and the √price afterwards, or { error }. */
export function sdkSwap(pool, xForY, amountIn, unixSeconds) {
  const from = sdkPool(pool);
  if (!sdk.isSwapEnabled(from, new BN(unixSeconds))) return { error: 'SwapDisabledError' };
  const direction = xForY ? sdk.TradeDirection.AtoB : sdk.TradeDirection.BtoA;
  const feeMode = sdk.getFeeMode(pool.collectFeeMode, direction, false);
  try {
    const result = sdk.getSwapResultFromExactInput(from, bn(amountIn), feeMode, direction, new BN(unixSeconds));
    const big = (value) => BigInt(value.toString());
    const protocolFee = big(result.protocolFee);
    return {
      amountOut: big(result.outputAmount),
      fee: big(result.claimingFee) + protocolFee,
      protocolFee,
      sqrtPrice: big(result.nextSqrtPrice),
    };
  } catch (error) {
    return { error: error.constructor.name };
  }
}
