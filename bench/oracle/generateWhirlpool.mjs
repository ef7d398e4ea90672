// Writes core/pools/orcaWhirlpool/golden/orcaWhirlpool.json from Orca's own SDK: npm run whirlpool. Nothing is random.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { bySize, randomPool, sequence } from './whirlpoolPools.mjs';
import { sdkQuote, sqrtPriceToTickIndex, tickIndexToSqrtPrice } from './whirlpoolSdk.mjs';

const GOLDEN = new URL('../../core/pools/orcaWhirlpool/golden/', import.meta.url);
const PACKAGE = '@orca-so/whirlpools-core';
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const POOLS = 24;
const TICKS = [
  -443_636, -443_635, -100_000, -22_977, -18_972, -88, -1, 0, 1, 87, 352, 65_537, 262_144, 443_635, 443_636,
];

const next = sequence(2026);
const pools = Array.from({ length: POOLS }, () => randomPool(next));

/** Six amounts, most of which fit the pool: an amount that does not fit is halved. */
function vectorsOf(pool, index) {
  const vectors = [];
  for (const aToB of [true, false]) {
    for (let i = 0; i < 6; i++) {
      let amountIn = bySize(next, 56);
      let result = sdkQuote(pool, aToB, amountIn);
      for (let tries = 0; i > 0 && result.error !== undefined && amountIn > 1n && tries < 60; tries++) {
        amountIn >>= 1n;
        result = sdkQuote(pool, aToB, amountIn);
      }
      vectors.push({ pool: index, aToB, amount: amountIn, result: result.error === undefined ? result : null });
    }
  }
  return vectors;
}

const prices = TICKS.map((tick) => ({ tick, sqrtPrice: tickIndexToSqrtPrice(tick) }));
const golden = {
  source: { package: PACKAGE, version: dependencies[PACKAGE] },
  prices: prices.map((price) => ({
    ...price,
    tickBelow: price.tick > TICKS[0] ? sqrtPriceToTickIndex(price.sqrtPrice - 1n) : null,
  })),
  pools: pools.map((pool) => ({ ...pool, ticks: [...pool.ticks].sort(([a], [b]) => a - b) })),
  vectors: pools.flatMap(vectorsOf),
};
mkdirSync(GOLDEN, { recursive: true });
const json = JSON.stringify(golden, (_, value) => (typeof value === 'bigint' ? `${value}` : value), 2);
writeFileSync(new URL('orcaWhirlpool.json', GOLDEN), `${json}\n`);
