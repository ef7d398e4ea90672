// Invented Whirlpools: positions around a price, with gaps, ticks that cancel out, and prices exactly on a tick.
import { sqrtPriceToTickIndex, tickIndexToSqrtPrice } from './whirlpoolSdk.mjs';

const MAX_TICK = 443_636;
const TIERS = [
  [1, 100],
  [4, 400],
  [8, 500],
  [16, 1_600],
  [64, 3_000],
  [128, 10_000],
  [256, 20_000],
];

/** A source of numbers below a bound that look random and depend only on the seed. */
export function sequence(seed) {
  let state = BigInt(seed) * 2_862_933_555_777_941_757n + 3_037_000_493n;
  return (max) => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    return Number(((state >> 11n) * BigInt(max)) >> 53n);
  };
}

/** A bigint of a random size up to `bits`. */
export function bySize(next, bits) {
  let value = 0n;
  for (let i = 0; i < 4; i++) value = (value << 32n) + BigInt(next(2 ** 32));
  return (value >> BigInt(128 - 1 - next(bits))) + 1n;
}

export function randomPool(next) {
  const [tickSpacing, feeRate] = TIERS[next(TIERS.length)];
  const size = 88 * tickSpacing;
  // Some are near the ends of all prices.
  const centre = next(12) === 0 ? (next(2) ? 1 : -1) * (MAX_TICK - 1 - next(size)) : next(200_000) - 100_000;
  const onTick = next(5) === 0;
  const usable = Math.max(-MAX_TICK + 300, Math.min(MAX_TICK - 300, Math.round(centre / tickSpacing) * tickSpacing));
  const base = onTick ? usable : Math.max(-MAX_TICK, Math.min(MAX_TICK - 1, centre));
  const low = tickIndexToSqrtPrice(base);
  const high = tickIndexToSqrtPrice(base + 1);
  const sqrtPrice = onTick && usable % tickSpacing === 0 ? low : low + ((high - low) * BigInt(next(1_000))) / 1_000n;
  const tick = sqrtPriceToTickIndex(sqrtPrice) - (sqrtPrice === low && next(2) ? 1 : 0);
  const ticks = new Map();
  let liquidity = 0n;
  const bits = 20 + next(60);
  for (let positions = next(12); positions > 0; positions--) {
    const middle = base + next(4 * size) - 2 * size;
    const width = 1 + next(next(3) ? 12 : 150);
    const lower = Math.floor(middle / tickSpacing) * tickSpacing - Math.floor(width / 2) * tickSpacing;
    const upper = lower + width * tickSpacing;
    if (lower < -MAX_TICK || upper > MAX_TICK) continue;
    const amount = bySize(next, bits);
    ticks.set(lower, (ticks.get(lower) ?? 0n) + amount);
    ticks.set(upper, (ticks.get(upper) ?? 0n) - amount);
    if (lower <= tick && tick < upper) liquidity += amount;
  }
  return {
    tickSpacing,
    feeRate: next(8) === 0 ? next(60_001) : feeRate,
    protocolFeeRate: [0, 300, 1_300, 2_500][next(4)],
    sqrtPrice,
    tick: Math.max(tick, -MAX_TICK),
    liquidity,
    ticks,
  };
}
