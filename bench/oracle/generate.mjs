// Writes the golden vectors of the kinds of pool (core/pools/*/golden) from the venues' own SDKs, on invented pools. Everything is constant, so
// the same package versions write the same files.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpmmQuote } from './cpmmSdk.mjs';
import { CLOCK, dlmmQuote, binPriceOf as price } from './dlmmSdk.mjs';

const GOLDEN = new URL('../../core/pools/', import.meta.url);
const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));
const sourceOf = (name) => ({ package: name, version: dependencies[name] });
const U64_MAX = 2n ** 64n - 1n;

/** Constant numbers that look random. */
function sequence(seed) {
  let state = BigInt(seed);
  return (max) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return (state >> 16n) % BigInt(max);
  };
}

// --- Raydium CPMM ---

const cpmmPools = [
  { reserveX: 50_000_000_000_000n, reserveY: 7_500_000_000_000n, tradeFeeRate: 2_500n },
  { reserveX: 987_654_321_012n, reserveY: 123_456_789_012n, tradeFeeRate: 10_000n },
  { reserveX: 3n, reserveY: 1_000_003n, tradeFeeRate: 20_000n },
  { reserveX: 9_000_000_000_000_000_001n, reserveY: 9_000_000_000_000_000_003n, tradeFeeRate: 40_000n },
  { reserveX: 1_234_567_891_234_567n, reserveY: 98_765_432_109n, tradeFeeRate: 0n },
].map((pool) => ({ ...pool, protocolFeeRate: 120_000n, fundFeeRate: 40_000n }));

function cpmmVectors() {
  const vectors = [];
  for (const [index, pool] of cpmmPools.entries()) {
    for (const direction of ['x-to-y', 'y-to-x']) {
      const [reserveIn, reserveOut] =
        direction === 'x-to-y' ? [pool.reserveX, pool.reserveY] : [pool.reserveY, pool.reserveX];
      const add = (kind, amount) => {
        const result = cpmmQuote(pool, direction, kind, amount);
        if (reserveIn + BigInt(result.amountIn) > U64_MAX) return;
        vectors.push({ pool: index, direction, kind, amount: `${amount}`, result });
      };
      const next = sequence(index * 2 + (direction === 'x-to-y' ? 1 : 2));
      const inputs = [1n, 2n, 399n, 400n, 401n, reserveIn / 1_000n + 7n, reserveIn, next(reserveIn), next(10n ** 9n)];
      for (const amount of new Set(inputs)) if (amount > 0n) add('exact-in', amount);
      const outputs = [
        1n,
        2n,
        reserveOut / 1_000n + 3n,
        reserveOut / 2n,
        reserveOut - reserveOut / 7n,
        next(reserveOut),
      ];
      for (const amount of new Set(outputs)) if (amount > 0n && amount < reserveOut) add('exact-out', amount);
    }
  }
  return vectors;
}

// --- Meteora DLMM ---

/** Bins from `active - below` to `active + above`; `size` returns the value of a bin in X, zero for an empty one. */
function bins({ binStep, activeId, below, above, size }) {
  const made = [];
  for (let id = activeId - below; id <= activeId + above; id++) {
    const x = size(id - activeId);
    const y = (x * price(binStep, id)) >> 64n;
    made.push({
      id,
      x: id > activeId ? x : id === activeId ? x / 2n : 0n,
      y: id < activeId ? y : id === activeId ? y / 2n : 0n,
    });
  }
  return made;
}

const usual = {
  baseFactor: 10_000,
  baseFeePowerFactor: 0,
  filterPeriod: 30,
  decayPeriod: 600,
  reductionFactor: 5_000,
  variableFeeControl: 40_000,
  maxVolatilityAccumulator: 350_000,
  protocolShare: 500,
};

function dlmmPool({ name, binStep, activeId, below, above, size, parameters = {}, volatility = {} }) {
  return {
    name,
    parameters: { binStep, ...usual, ...parameters },
    volatility: {
      volatilityAccumulator: 0,
      volatilityReference: 0,
      indexReference: activeId,
      lastUpdateTimestamp: CLOCK - 1,
      ...volatility,
    },
    activeId,
    bins: bins({ binStep, activeId, below, above, size }),
  };
}

const randomSize = sequence(77);
const dlmmPools = [
  dlmmPool({
    name: 'calm pair in its filter period',
    binStep: 4,
    activeId: -4742,
    below: 70,
    above: 70,
    size: () => 50_000_000_000n,
  }),
  dlmmPool({
    name: 'gaps, volatility decaying',
    binStep: 25,
    activeId: 100,
    below: 90,
    above: 90,
    size: (distance) => (distance % 3 === 1 ? 0n : 1_000_000n + randomSize(10n ** 9n)),
    volatility: {
      volatilityAccumulator: 123_457,
      volatilityReference: 5_000,
      indexReference: 88,
      lastUpdateTimestamp: CLOCK - 45,
    },
  }),
  dlmmPool({
    name: 'far from its reference, fee at the cap on one side',
    binStep: 100,
    activeId: -20,
    below: 40,
    above: 40,
    size: () => 3_333_333_333n,
    parameters: { variableFeeControl: 2_000_000, baseFactor: 2_000, protocolShare: 1_000 },
    volatility: {
      volatilityAccumulator: 90_000,
      volatilityReference: 30_000,
      indexReference: -8,
      lastUpdateTimestamp: CLOCK - 5,
    },
  }),
  dlmmPool({
    name: 'crumbs',
    binStep: 10,
    activeId: 3,
    below: 6,
    above: 6,
    size: (distance) => BigInt(3 + (((distance + 6) * 17) % 29)),
    volatility: { volatilityAccumulator: 50_000, lastUpdateTimestamp: CLOCK - 5_000 },
  }),
  dlmmPool({
    name: 'as much as bins hold',
    binStep: 1,
    activeId: 0,
    below: 2,
    above: 2,
    size: () => 2n ** 61n,
    parameters: { variableFeeControl: 0, protocolShare: 0 },
  }),
  dlmmPool({
    name: 'base fee with a power, active bin empty',
    binStep: 80,
    activeId: 411,
    below: 5,
    above: 5,
    size: (distance) => (distance === 0 ? 0n : 77_777_777n),
    parameters: { baseFactor: 125, baseFeePowerFactor: 1, variableFeeControl: 7_500 },
    volatility: {
      volatilityAccumulator: 60_001,
      volatilityReference: 20_000,
      indexReference: 413,
      lastUpdateTimestamp: CLOCK - 29,
    },
  }),
];

function dlmmVectors() {
  const vectors = [];
  for (const [index, pool] of dlmmPools.entries()) {
    for (const direction of ['x-to-y', 'y-to-x']) {
      const xForY = direction === 'x-to-y';
      const outs = pool.bins.map((bin) => (xForY ? bin.y : bin.x));
      const allOut = outs.reduce((sum, out) => sum + out, 0n);
      const nearest = (xForY ? [...outs].reverse() : outs).find((out) => out > 0n) ?? 0n;
      const add = (kind, amount) => {
        const asked = { pool: index, direction, kind, amount: `${amount}` };
        vectors.push({ ...asked, result: dlmmQuote(pool, direction, kind, amount) });
      };
      const allIn = BigInt(dlmmQuote(pool, direction, 'exact-out', allOut)?.amountIn ?? 0n);
      const firstIn = BigInt(dlmmQuote(pool, direction, 'exact-out', nearest)?.amountIn ?? 0n);
      const next = sequence(1_000 + index * 2 + Number(xForY));
      const inputs = [
        1n,
        2n,
        100n,
        firstIn - 1n,
        firstIn,
        firstIn + 1n,
        firstIn + 2n,
        allIn / 3n,
        next(allIn),
        allIn - 1n,
        allIn,
        allIn + 1n,
        allIn + allIn / 5n,
      ];
      for (const amount of new Set(inputs)) if (amount > 0n && amount <= U64_MAX) add('exact-in', amount);
      const outputs = [1n, nearest - 1n, nearest, nearest + 1n, allOut / 2n, next(allOut), allOut, allOut + 1n];
      for (const amount of new Set(outputs)) if (amount > 0n) add('exact-out', amount);
    }
  }
  return vectors;
}

function binPrices() {
  const prices = [];
  for (const binStep of [1, 4, 10, 25, 100, 400]) {
    for (const id of [-4_742, -1_000, -70, -1, 0, 1, 69, 1_000, 1_093]) {
      prices.push({ binStep, id, price: `${price(binStep, id)}` });
    }
  }
  for (const id of [-436_704, 436_704]) prices.push({ binStep: 1, id, price: `${price(1, id)}` });
  return prices;
}

const write = (name, content) => {
  const json = JSON.stringify(content, (_, value) => (typeof value === 'bigint' ? `${value}` : value), 2);
  writeFileSync(new URL(name, GOLDEN), `${json}\n`);
};

write('raydiumCpmm/golden/vectors.json', {
  source: sourceOf('@raydium-io/raydium-sdk-v2'),
  pools: cpmmPools,
  vectors: cpmmVectors(),
});
write('meteoraDlmm/golden/vectors.json', {
  source: sourceOf('@meteora-ag/dlmm'),
  clock: CLOCK,
  binPrices: binPrices(),
  pools: dlmmPools,
  vectors: dlmmVectors(),
});
