// Invented Raydium CLMM pools: positions around a price, with gaps, ticks that cancel out, and prices exactly on a tick.
import { sdkSqrtPriceOfTick, sdkTickOfSqrtPrice } from './clmmSdk.mjs';
import { bySize } from './whirlpoolPools.mjs';

const MAX_TICK = 443_636;
const SPACINGS = [1, 1, 10, 60, 120];
const FEES = [0, 100, 400, 500, 2_500, 10_000];
const REACHES = [3, 30, 200, 2_000];

/** Positions within reach of a centre, in units of the spacing, as initialised ticks. */
function ticksAround(next, centre, tickSpacing) {
  const ticks = new Map();
  const top = Math.floor(MAX_TICK / tickSpacing);
  const within = (tick) => Math.max(-top, Math.min(top, tick));
  const add = (tick, net) => ticks.set(tick * tickSpacing, (ticks.get(tick * tickSpacing) ?? 0n) + net);
  const bits = 20 + next(60);
  for (let positions = 1 + next(12); positions > 0; positions--) {
    const reach = REACHES[next(REACHES.length)];
    const lower = within(Math.round(centre / tickSpacing) + next(2 * reach + 1) - reach);
    const upper = within(lower + 1 + next(reach));
    if (lower >= upper) continue;
    const liquidity = bySize(next, bits);
    add(lower, liquidity);
    add(upper, -liquidity);
  }
  return ticks;
}

export function randomPool(next) {
  const tickSpacing = SPACINGS[next(SPACINGS.length)];
  // Some are near the ends of all prices.
  const centre = next(12) === 0 ? (next(2) ? 1 : -1) * (MAX_TICK - 1 - next(2_000)) : next(200_000) - 100_000;
  const ticks = ticksAround(next, centre, tickSpacing);
  const initialised = [...ticks.keys()].filter((tick) => Math.abs(tick) < MAX_TICK - 1);
  const onTick = next(5) === 0 && initialised.length > 0;
  const base = onTick ? initialised[next(initialised.length)] : centre;
  const low = sdkSqrtPriceOfTick(base);
  const between = ((sdkSqrtPriceOfTick(base + 1) - low) * BigInt(next(1_000_000))) / 1_000_000n;
  const sqrtPrice = onTick ? low : low + between;
  const tick = sdkTickOfSqrtPrice(sqrtPrice) - (onTick ? next(2) : 0);
  let liquidity = 0n;
  for (const [index, net] of ticks) if (index <= tick) liquidity += net;
  return {
    tickSpacing,
    tradeFeeRate: FEES[next(FEES.length)],
    protocolFeeRate: next(2) * 120_000,
    fundFeeRate: next(2) * 40_000,
    sqrtPrice,
    tick,
    liquidity,
    ticks,
  };
}
