// Writes core/pools/raydiumClmm/golden/raydiumClmm.json from Raydium's own SDK: npm run clmm. Nothing is random.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomPool } from './clmmPools.mjs';
import { sdkSqrtPriceOfTick, sdkSwap, sdkTickOfSqrtPrice } from './clmmSdk.mjs';
import { bySize, sequence } from './whirlpoolPools.mjs';

const GOLDEN = new URL('../../core/pools/raydiumClmm/golden/', import.meta.url);
const PACKAGE = '@raydium-io/raydium-sdk-v2';
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const POOLS = 24;
const TICKS = [
  -443_636, -443_635, -100_000, -28_861, -18_972, -60, -1, 0, 1, 59, 352, 65_537, 262_144, 443_635, 443_636,
];

const next = sequence(2026);
const pools = Array.from({ length: POOLS }, () => randomPool(next));

/** Six amounts each way, most of which fit the pool: an amount that does not fit is halved. */
function vectorsOf(pool, index) {
  const vectors = [];
  for (const xForY of [true, false]) {
    for (let i = 0; i < 6; i++) {
      let amountIn = bySize(next, 56);
      let result = sdkSwap(pool, xForY, amountIn);
      for (let tries = 0; i > 0 && typeof result === 'string' && amountIn > 1n && tries < 60; tries++) {
        amountIn >>= 1n;
        result = sdkSwap(pool, xForY, amountIn);
      }
      if (result !== 'overflow')
        vectors.push({ pool: index, xForY, amountIn, result: result === 'ends' ? null : result });
    }
  }
  return vectors;
}

const prices = TICKS.map((tick) => {
  const sqrtPrice = sdkSqrtPriceOfTick(tick);
  return { tick, sqrtPrice, tickBelow: tick > TICKS[0] ? sdkTickOfSqrtPrice(sqrtPrice - 1n) : null };
});
const golden = {
  source: { package: PACKAGE, version: dependencies[PACKAGE] },
  prices,
  pools: pools.map((pool) => ({ ...pool, ticks: [...pool.ticks].sort(([a], [b]) => a - b) })),
  vectors: pools.flatMap(vectorsOf),
};
mkdirSync(GOLDEN, { recursive: true });
const json = JSON.stringify(golden, (_, value) => (typeof value === 'bigint' ? `${value}` : value), 2);
writeFileSync(new URL('raydiumClmm.json', GOLDEN), `${json}\n`);
