// Invented DAMM v2 pools: all prices or a range around the price, flat and dynamic fees, with and without recent trades.
import { bySize } from './whirlpoolPools.mjs';

export const MIN_SQRT_PRICE = 4_295_048_016n;
export const MAX_SQRT_PRICE = 79_226_673_521_066_979_257_578_248_091n;

const FEES = [100_000n, 2_500_000n, 2_500_000n, 10_000_000n, 40_000_000n];
const CONTROLS = [0, 239, 2_000, 100_000];

const within = (price) => (price < MIN_SQRT_PRICE ? MIN_SQRT_PRICE : price > MAX_SQRT_PRICE ? MAX_SQRT_PRICE : price);

/** A √price with a uniform number of bits within a range. */
function somePrice(next, low, high) {
  const bits = low.toString(2).length + next(high.toString(2).length - low.toString(2).length + 1);
  const price = (1n << BigInt(bits - 1)) + bySize(next, bits - 1);
  return price < low ? low : price > high ? high : price;
}

function dynamicFees(next, sqrtPrice, clock) {
  if (next(2) === 0) return { dynamicFee: null, volatility: null };
  const most = [14_460_000, 100_000, 16_777_215][next(3)];
  const [accumulator, reference] = [next(most + 1), next(most + 1)];
  return {
    dynamicFee: {
      filterPeriod: 10,
      decayPeriod: 120,
      reductionFactor: [0, 5_000, 9_999][next(3)],
      variableFeeControl: CONTROLS[next(CONTROLS.length)],
      maxVolatilityAccumulator: most,
    },
    volatility: {
      accumulator: next(3) === 0 ? 0 : accumulator,
      reference: next(3) === 0 ? 0 : reference,
      sqrtPriceReference: within((sqrtPrice * BigInt(9_000 + next(2_001))) / 10_000n),
      lastUpdateTimestamp: clock - [0, 5, 9, 10, 60, 119, 120, 5_000][next(8)],
    },
  };
}

export function randomPool(next, clock) {
  const around = next(4) === 0 ? [MIN_SQRT_PRICE, MAX_SQRT_PRICE] : [1n << 54n, 1n << 74n];
  const sqrtPrice = somePrice(next, ...around);
  const ranged = next(2) === 0;
  const [below, above] = [1 + next(9_000), 1 + next(30_000)].map(BigInt);
  const worth = bySize(next, next(6) === 0 ? 80 : 62);
  const liquidity = (worth << 128n) / sqrtPrice;
  return {
    sqrtMinPrice: ranged ? within((sqrtPrice * (10_000n - below)) / 10_000n) : MIN_SQRT_PRICE,
    sqrtMaxPrice: ranged ? within((sqrtPrice * (10_000n + above)) / 10_000n) : MAX_SQRT_PRICE,
    sqrtPrice,
    liquidity: liquidity >> 128n > 0n ? (1n << 128n) - 1n : liquidity === 0n ? 1n : liquidity,
    baseFee: next(8) === 0 ? BigInt(100_000 + next(980_000_000)) : FEES[next(FEES.length)],
    protocolFeePercent: [0, 10, 20][next(3)],
    collectFeeMode: next(2),
    feeVersion: next(2),
    activationPoint: next(40) === 0 ? clock + 1 : clock - next(2) * 1_000,
    enabled: next(40) !== 0,
    ...dynamicFees(next, sqrtPrice, clock),
  };
}
