import { createHash } from 'node:crypto';
import { Remembered } from '../../core/memory/remembered.ts';
import type { Mint } from '../../core/tokens/token.ts';
import type { ChainListing } from './chainListing.ts';
import type { HashKey } from './halfSipHash.ts';
import type { MarketSettings } from './marketSettings.ts';
import { type NoiseLayer, noiseAt } from './noise.ts';

/** Deviations are parts of this. */
const PPB = 1_000_000_000n;

/** Prices of a token that are kept: all its pools ask for those of the same few slots. */
const KNOWN_PRICES = 16;

/** Index prices are USDC per whole token, times 10^18. */
export const INDEX_SCALE = 10n ** 18n;

/** A price in base units of Y per base unit of X, as a fraction. */
export type Ratio = { readonly num: bigint; readonly den: bigint };

/**
 * A token's fair price deviates from its reference by at most 2.3 %, and a venue from the fair price by at most 0.2 %. So the price of two tokens
 * in each other stays within 5 % of its reference on every venue (1.023 / 0.977 × 1.002 < 1.05).
 */
const MAX_FAIR_DEVIATION_PPB = 23_000_000;
const MAX_VENUE_DEVIATION_PPB = 2_000_000;

/** Periods in slots, from seconds to days, and the amplitude of each for a token with default noise, parts per billion. In total 1.808 %. */
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

/** The deviation of a venue from the fair price on a default pair: 0.1 % in total, less than any pair of fees, so that no round trip gains. */
const VENUE_LAYERS: readonly NoiseLayer[] = [
  { period: 37, amplitude: 150_000 },
  { period: 211, amplitude: 350_000 },
  { period: 1_009, amplitude: 500_000 },
];

/** The usual tokens have hand-numbered streams below this; streams of other tokens, and of pairs and kinds of pool, are hashed to numbers above it. */
const FIRST_HASHED_STREAM = 1_024;
const STREAMS = 2 ** 24;

/** The noise stream of a name, by hash: the mint for a token, `<pair>:<kind>` for a kind's pools of a pair. */
function hashedStream(name: string): number {
  const digest = createHash('sha256').update(name).digest();
  return FIRST_HASHED_STREAM + (digest.readUInt32LE(0) % (STREAMS - FIRST_HASHED_STREAM));
}

function scaled(layers: readonly NoiseLayer[], percent: number): readonly NoiseLayer[] {
  return layers.map(({ period, amplitude }) => ({ period, amplitude: Math.floor((amplitude * percent) / 100) }));
}

function clamp(value: number, limit: number): bigint {
  return BigInt(Math.max(-limit, Math.min(limit, value)));
}

export type FairPrices = {
  /** Base units of one whole token. Throws RangeError for a token that is not listed, as all of these. */
  oneOf(mint: Mint): bigint;
  /** The reference price of a token, USDC × 10^18 per whole token. */
  referencePrice(mint: Mint): bigint;
  /** The price of two tokens in each other at their reference prices, base units of Y per base unit of X. */
  referenceRatio(opts: { mintX: Mint; mintY: Mint }): Ratio;
  /** The fair price of a token at a slot, USDC × 10^18 per whole token. */
  indexPrice(mint: Mint, slot: number): bigint;
  /** The resting price of a pool: the fair price with the deviation of its kind on the pair, base units of Y per base unit of X. */
  poolPrice(opts: { kind: string; pair: string; mintX: Mint; mintY: Mint; slot: number }): Ratio;
};

/**
 * Fair prices as pure functions of seed, settings and slot: nothing is stored, and every process computes the same, even for slots before
 * genesis. Cross prices are the quotient of the two index prices, so no triangle gains.
 */
export function createFairPrices(opts: {
  readonly seed: string;
  readonly settings: MarketSettings;
  readonly listing: ChainListing;
}): FairPrices {
  const digest = createHash('sha256').update(`market:${opts.seed}`).digest();
  const key: HashKey = [digest.readUInt32LE(0), digest.readUInt32LE(4)];
  const { volatilityPercent, venueSpreadPercent } = opts.settings;
  const index = new Map(
    opts.listing.tokens.map(({ token, simulation }) => [
      token.mint,
      {
        one: 10n ** BigInt(token.decimals),
        reference: simulation.referencePrice,
        stream: simulation.stream ?? hashedStream(token.mint),
        layers: scaled(FAIR_LAYERS, (simulation.livelinessPercent * volatilityPercent) / 100),
        prices: new Remembered<number, bigint>(KNOWN_PRICES),
      },
    ]),
  );
  const spreads = new Map(
    opts.listing.pools.map(({ listed, simulation }) => [`${listed.pair}:${listed.kind}`, simulation.spreadPercent]),
  );

  function indexOf(mint: Mint) {
    const token = index.get(mint);
    if (token === undefined) throw new RangeError(`no token with the mint ${mint} is listed`);
    return token;
  }

  function indexPrice(mint: Mint, slot: number): bigint {
    const { reference, stream, layers, prices } = indexOf(mint);
    return prices.get(slot, () => {
      const deviation = noiseAt({ key, stream, layers, slot });
      return (reference * (PPB + clamp(deviation, MAX_FAIR_DEVIATION_PPB))) / PPB;
    });
  }

  /** From prices per whole token. */
  function ratioOf(opts: { mintX: Mint; mintY: Mint; priceX: bigint; priceY: bigint }): Ratio {
    return { num: opts.priceX * indexOf(opts.mintY).one, den: opts.priceY * indexOf(opts.mintX).one };
  }

  type Deviation = { readonly stream: number; readonly layers: readonly NoiseLayer[] };
  const deviations = new Map<string, Deviation>();

  function deviationOf(pair: string, kind: string): Deviation {
    const known = deviations.get(`${pair}:${kind}`);
    if (known !== undefined) return known;
    const percent = ((spreads.get(`${pair}:${kind}`) ?? 100) * venueSpreadPercent) / 100;
    const made = { stream: hashedStream(`${pair}:${kind}`), layers: scaled(VENUE_LAYERS, percent) };
    deviations.set(`${pair}:${kind}`, made);
    return made;
  }

  return {
    oneOf: (mint) => indexOf(mint).one,
    referencePrice: (mint) => indexOf(mint).reference,
    referenceRatio: ({ mintX, mintY }) =>
      ratioOf({ mintX, mintY, priceX: indexOf(mintX).reference, priceY: indexOf(mintY).reference }),
    indexPrice,
    poolPrice({ kind, pair, mintX, mintY, slot }) {
      const fair = ratioOf({ mintX, mintY, priceX: indexPrice(mintX, slot), priceY: indexPrice(mintY, slot) });
      const deviation = noiseAt({ key, ...deviationOf(pair, kind), slot });
      return { num: fair.num * (PPB + clamp(deviation, MAX_VENUE_DEVIATION_PPB)), den: fair.den * PPB };
    },
  };
}
