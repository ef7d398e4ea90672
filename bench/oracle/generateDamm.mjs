// Writes core/pools/meteoraDammV2/golden/meteoraDammV2.json from Meteora's own SDK: npm run damm. Nothing is random.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomPool } from './dammPools.mjs';
import { sdkSwap } from './dammSdk.mjs';
import { bySize, sequence } from './whirlpoolPools.mjs';

const GOLDEN = new URL('../../core/pools/meteoraDammV2/golden/', import.meta.url);
const PACKAGE = '@meteora-ag/cp-amm-sdk';
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const CLOCK = 1_700_000_000;
const POOLS = 24;

const next = sequence(2026);
const pools = Array.from({ length: POOLS }, () => randomPool(next, CLOCK));

/** Four amounts each way, most of which fit the pool: an amount that does not fit is halved. */
function vectorsOf(pool, index) {
  const vectors = [];
  for (const xForY of [true, false]) {
    for (let i = 0; i < 4; i++) {
      let amountIn = bySize(next, 56);
      let result = sdkSwap(pool, xForY, amountIn, CLOCK);
      for (let tries = 0; i > 0 && result.error !== undefined && amountIn > 1n && tries < 60; tries++) {
        amountIn >>= 1n;
        result = sdkSwap(pool, xForY, amountIn, CLOCK);
      }
      const { error = null, ...amounts } = result;
      vectors.push({ pool: index, xForY, amountIn, error, result: error === null ? amounts : null });
    }
  }
  return vectors;
}

const golden = {
  source: { package: PACKAGE, version: dependencies[PACKAGE] },
  clock: CLOCK,
  pools,
  vectors: pools.flatMap(vectorsOf),
};
mkdirSync(GOLDEN, { recursive: true });
const json = JSON.stringify(golden, (_, value) => (typeof value === 'bigint' ? `${value}` : value), 2);
writeFileSync(new URL('meteoraDammV2.json', GOLDEN), `${json}\n`);
