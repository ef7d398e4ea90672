// Raydium's own calculation of a CPMM swap, on plain pools.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const BN = require('bn.js');
const { CurveCalculator } = require('@raydium-io/raydium-sdk-v2');
const bn = (value) => new BN(value.toString());

/** The SDK's result for an amount, as decimal text. */
export function cpmmQuote(pool, direction, kind, amount) {
  const [reserveIn, reserveOut] =
    direction === 'x-to-y' ? [pool.reserveX, pool.reserveY] : [pool.reserveY, pool.reserveX];
  const quote = kind === 'exact-in' ? CurveCalculator.swapBaseInput : CurveCalculator.swapBaseOutput;
  const rates = [pool.tradeFeeRate, 0n, pool.protocolFeeRate, pool.fundFeeRate];
  const result = quote(bn(amount), bn(reserveIn), bn(reserveOut), ...rates.map(bn), false);
  return {
    amountIn: `${result.inputAmount}`,
    amountOut: `${result.outputAmount}`,
    fee: `${result.tradeFee}`,
    protocolFee: `${result.protocolFee.add(result.fundFee)}`,
  };
}
