import { createHash } from 'node:crypto';
import { BONK, JUP, listedToken, type Mint, RAY, SOL, USDC, USDT } from '../../core/tokens/token.ts';
import type { HashKey } from './halfSipHash.ts';
import type { MarketSettings } from './marketSettings.ts';
import { type NoiseLayer, noiseAt } from './noise.ts';

/** Deviations are parts of this. */
const PPB = 1_000_000_000n;

/** Index prices are USDC per whole token, times 10^18. */
export const INDEX_SCALE = 10n ** 18n;

/** A price in base units of Y per base unit of X, as a fraction. */
export type Ratio = { readonly num: bigint; readonly den: bigint };

/**
 * No token's fair price leaves its reference by more than 2.3 %, and no venue the fair price by more than 0.2 %: so the price of two
 * tokens in each other stays within 5 % of its reference on every venue (1.023 / 0.977 × 1.002 < 1.05).
 */
const MAX_FAIR_DEVIATION_PPB = 23_000_000;
const MAX_VENUE_DEVIATION_PPB = 2_000_000;

/** Periods in slots, from seconds to days, and what each may move an ordinary token, parts per billion. In all 1.808 %. */
const FAIR_LAYERS: readonly NoiseLayer[] = [
  { period: 5, amplitude: 60_000 },
  { period: 23, amplitude: 120_000 },
  { period: 113, amplitude: 300_000 },
  { period: 601, amplitude: 800_000 },
  { period: 3_001, amplitude: 1_800_000 },
  { period: 15_013, amplitude: 4_000_000 },
  { period: 75_011, amplitude: 5_000_000 },
  { period: 375_019, amplitude: 6_000_000 },
];

/** What a venue deviates from the fair price on an ordinary pair: 0.1 % in all, less than any pair of fees, so that no round trip gains. */
const VENUE_LAYERS: readonly NoiseLayer[] = [
  { period: 37, amplitude: 150_000 },
  { period: 211, amplitude: 350_000 },
  { period: 1_009, amplitude: 500_000 },
];

/** Reference price (USDC × 10^18) and liveliness of each token: `stream` sets its noise apart, `percent` scales it. */
const INDEX: ReadonlyMap<Mint, { readonly reference: bigint; readonly stream: number; readonly percent: number }> =
  new Map([
    [SOL.mint, { reference: 150n * INDEX_SCALE, stream: 1, percent: 100 }],
    [USDC.mint, { reference: INDEX_SCALE, stream: 2, percent: 0 }],
    [USDT.mint, { reference: INDEX_SCALE, stream: 3, percent: 1 }],
    [JUP.mint, { reference: (INDEX_SCALE * 80n) / 100n, stream: 4, percent: 120 }],
    [BONK.mint, { reference: (INDEX_SCALE * 2n) / 100_000n, stream: 5, percent: 127 }],
    [RAY.mint, { reference: (INDEX_SCALE * 25n) / 10n, stream: 6, percent: 115 }],
  ]);

/** How far the venues may part on a pair, percent of the ordinary: 100 where nothing is said. */
const PAIR_SPREAD: Readonly<Record<string, number>> = {
  'USDT/USDC': 4,
  'JUP/SOL': 110,
  'JUP/USDC': 110,
  'BONK/SOL': 180,
  'BONK/USDC': 110,
  'RAY/SOL': 110,
  'RAY/USDC': 110,
};
const ORDINARY_SPREAD = 100;

/** Tokens' streams are numbered by hand, below this; those of pairs and kinds of pool are hashed into what lies above. */
const FIRST_HASHED_STREAM = 1_024;
const STREAMS = 2 ** 24;

/** The noise stream of a kind's pools of a pair. */
function streamOf(pair: string, kind: string): number {
  const digest = createHash('sha256').update(`${pair}:${kind}`).digest();
  return FIRST_HASHED_STREAM + (digest.readUInt32LE(0) % (STREAMS - FIRST_HASHED_STREAM));
}

function scaled(layers: readonly NoiseLayer[], percent: number): readonly NoiseLayer[] {
  return layers.map(({ period, amplitude }) => ({ period, amplitude: Math.floor((amplitude * percent) / 100) }));
}

function clamp(value: number, limit: number): bigint {
  return BigInt(Math.max(-limit, Math.min(limit, value)));
}

/** The reference price of a token, USDC × 10^18 per whole token. Throws RangeError for a token without one. */
export function referencePrice(mint: Mint): bigint {
  const index = INDEX.get(mint);
  if (index === undefined) throw new RangeError(`${mint} has no reference price`);
  return index.reference;
}

/** The price of two tokens in each other, base units of Y per base unit of X, from prices per whole token. */
export function crossRatio(opts: { mintX: Mint; mintY: Mint; priceX: bigint; priceY: bigint }): Ratio {
  const { decimals: decimalsX } = listedToken(opts.mintX);
  const { decimals: decimalsY } = listedToken(opts.mintY);
  return { num: opts.priceX * 10n ** BigInt(decimalsY), den: opts.priceY * 10n ** BigInt(decimalsX) };
}

export type FairPrices = {
  /** The fair price of a token at a slot, USDC × 10^18 per whole token. */
  indexPrice(mint: Mint, slot: number): bigint;
  /** The price that a pool rests at: the fair price with the deviation of its kind on the pair, base units of Y per base unit of X. */
  poolPrice(opts: { kind: string; pair: string; mintX: Mint; mintY: Mint; slot: number }): Ratio;
};

/**
 * Fair prices as pure functions of seed, settings and slot: nothing is stored, every process computes the same, also for slots before
 * genesis. Cross prices are the quotient of the two index prices, so no triangle gains.
 */
export function createFairPrices(opts: { readonly seed: string; readonly settings: MarketSettings }): FairPrices {
  const digest = createHash('sha256').update(`market:${opts.seed}`).digest();
  const key: HashKey = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
  const { volatilityPercent, venueSpreadPercent } = opts.settings;
  const tokenLayers = new Map(
    [...INDEX].map(([mint, { percent }]) => [mint, scaled(FAIR_LAYERS, (percent * volatilityPercent) / 100)]),
  );

  function indexPrice(mint: Mint, slot: number): bigint {
    const index = INDEX.get(mint);
    const layers = tokenLayers.get(mint);
    if (index === undefined || layers === undefined) throw new RangeError(`${mint} has no reference price`);
    const deviation = noiseAt({ key, stream: index.stream, layers, slot });
    return (index.reference * (PPB + clamp(deviation, MAX_FAIR_DEVIATION_PPB))) / PPB;
  }

  type Deviation = { readonly stream: number; readonly layers: readonly NoiseLayer[] };
  const deviations = new Map<string, Deviation>();

  function deviationOf(pair: string, kind: string): Deviation {
    const known = deviations.get(`${pair}:${kind}`);
    if (known !== undefined) return known;
    const percent = ((PAIR_SPREAD[pair] ?? ORDINARY_SPREAD) * venueSpreadPercent) / 100;
    const made = { stream: streamOf(pair, kind), layers: scaled(VENUE_LAYERS, percent) };
    deviations.set(`${pair}:${kind}`, made);
    return made;
  }

  return {
    indexPrice,
    poolPrice({ kind, pair, mintX, mintY, slot }) {
      const fair = crossRatio({ mintX, mintY, priceX: indexPrice(mintX, slot), priceY: indexPrice(mintY, slot) });
      const deviation = noiseAt({ key, ...deviationOf(pair, kind), slot });
      return { num: fair.num * (PPB + clamp(deviation, MAX_VENUE_DEVIATION_PPB)), den: fair.den * PPB };
    },
  };
}
