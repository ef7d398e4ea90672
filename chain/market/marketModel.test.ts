import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainSecondsAt } from '../../core/chain/slot.ts';
import type { Pool, SwapClock } from '../../core/pools/all/pool.ts';
import { kindOf, venueOf } from '../../core/pools/all/poolKinds.ts';
import { mathOf } from '../../core/pools/all/poolMaths.ts';
import { quoteExactIn, swapExactIn } from '../../core/pools/all/swap.ts';
import { Q64 } from '../../core/pools/meteoraDlmm/dlmmPrice.ts';
import { U64_MAX } from '../../core/pools/u64.ts';
import { LISTED_POOLS, TOKENS } from '../../core/testing/usualListing.ts';
import { listedToken, type Mint, SOL, USDC } from '../../core/tokens/token.ts';
import { USUAL_CHAIN_LISTING } from '../testing/usualChainListing.ts';
import { createFairPrices, INDEX_SCALE } from './fairPrice.ts';
import { createMarketModel } from './marketModel.ts';
import { ORDINARY_MARKET } from './marketSettings.ts';
import { RECOVERY_SLOTS, type TradedState } from './tradedState.ts';

const slots = fc.integer({ min: 0, max: 2 ** 40 });
const seeds = fc.string({ minLength: 1, maxLength: 12 });
const listings = fc.constantFrom(...LISTED_POOLS);

/** A pool's price, base units of Y per base unit of X × 2^64. */
function priceOf(pool: Pool): bigint {
  const { numerator, denominator } = kindOf(pool).midPrice(pool) ?? { numerator: 0n, denominator: 1n };
  return (numerator * Q64) / denominator;
}

function referenceOf({ mintX, mintY }: Pick<Pool, 'mintX' | 'mintY'>): bigint {
  const ratio = createFairPrices({ seed: '', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING }).referenceRatio({
    mintX,
    mintY,
  });
  return (ratio.num * Q64) / ratio.den;
}

function within(value: bigint, of: bigint, ppm: bigint): boolean {
  const off = value > of ? value - of : of - value;
  return off * 1_000_000n <= of * ppm;
}

describe('fair prices', () => {
  it('stay within 5 % of their reference on every pair and venue, whatever the volatility', () => {
    fc.assert(
      fc.property(seeds, listings, slots, fc.constantFrom(0, 100, 1_000), (seed, listed, slot, percent) => {
        const settings = { ...ORDINARY_MARKET, volatilityPercent: percent, venueSpreadPercent: percent };
        const { num, den } = createFairPrices({ seed, settings, listing: USUAL_CHAIN_LISTING }).poolPrice({
          ...listed,
          slot,
        });
        expect(within((num * Q64) / den, referenceOf(listed), 50_000n)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('are the same for the same seed and slot, before genesis too, and others for another seed', () => {
    const [a, b, c] = ['one', 'one', 'two'].map((seed) =>
      createFairPrices({ seed, settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING }),
    );
    const price = (prices: typeof a, slot: number) => prices?.indexPrice(SOL.mint, slot);
    for (const slot of [-1_000_000, -1, 0, 7, 123_456, 2 ** 40]) {
      expect(price(a, slot)).toBe(price(b, slot));
      expect(price(a, slot)).not.toBe(price(c, slot));
    }
  });

  it('are exactly these numbers: a change of the formula would rewrite every story', () => {
    const prices = createFairPrices({ seed: 'golden', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
    const at = (slot: number) => TOKENS.map(({ mint }) => prices.indexPrice(mint, slot));
    expect([at(-12_345), at(0), at(1), at(999_999)]).toMatchInlineSnapshot(`
      [
        [
          150898939800000000000n,
          1000000000000000000n,
          999879334000000000n,
          792189724800000000n,
          19836520780000n,
          2499275535000000000n,
        ],
        [
          150570108600000000000n,
          1000000000000000000n,
          999895372000000000n,
          788020275200000000n,
          19884821680000n,
          2493555857500000000n,
        ],
        [
          150569922450000000000n,
          1000000000000000000n,
          999895389000000000n,
          788018998400000000n,
          19884643040000n,
          2493548450000000000n,
        ],
        [
          149597296800000000000n,
          1000000000000000000n,
          1000008149000000000n,
          799434071200000000n,
          20074321720000n,
          2489634857500000000n,
        ],
      ]
    `);
  });

  it('move smoothly: no slot jumps, and no day stands still', () => {
    const prices = createFairPrices({ seed: 'smooth', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
    const day = Array.from({ length: 2_000 }, (_, i) => prices.indexPrice(SOL.mint, i * 108));
    const [low, high] = [day.reduce((a, b) => (a < b ? a : b)), day.reduce((a, b) => (a > b ? a : b))];
    expect(high - low).toBeGreaterThan((150n * INDEX_SCALE * 3n) / 1_000n);
    for (let slot = 0; slot < 2_000; slot++) {
      const [now, next] = [prices.indexPrice(SOL.mint, slot), prices.indexPrice(SOL.mint, slot + 1)];
      expect(within(next, now, 300n)).toBe(true);
    }
  });

  it('part the venues so that each is the best one often enough', () => {
    const model = createMarketModel({ seed: 'venues', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
    const pools = LISTED_POOLS.filter((listed) => listed.pair === 'SOL/USDC');
    const wins = new Map(pools.map((listed) => [venueOf(listed), 0]));
    for (let slot = 0; slot < 100_000; slot += 250) {
      const clock = { unixSeconds: chainSecondsAt(slot) };
      const quotes = pools.map((listed) => {
        const venue = venueOf(listed);
        const pool = model.poolAt({ pool: listed.address, slot, row: undefined });
        return { venue, out: quoteExactIn({ pool, mintIn: SOL.mint, amountIn: 10n ** 9n, clock }).amountOut };
      });
      const best = quotes.reduce((a, b) => (b.out > a.out ? b : a));
      wins.set(best.venue, (wins.get(best.venue) ?? 0) + 1);
    }
    // Of 400 orders.
    expect(wins.size).toBeGreaterThanOrEqual(3);
    for (const [venue, won] of wins) expect(won, venue).toBeGreaterThan(60);
  });
});

describe('pools', () => {
  it('rest at the price of their venue, one SOL hardly moves SOL/USDC and 5,000 do', () => {
    const model = createMarketModel({ seed: 'depth', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
    for (const listed of LISTED_POOLS) {
      const pool = model.poolAt({ pool: listed.address, slot: 77, row: undefined });
      const { num, den } = model.prices.poolPrice({ ...listed, slot: 77 });
      const step = listed.kind === 'meteora-dlmm' ? BigInt(listed.parameters.binStep) * 100n : 1n;
      expect(within(priceOf(pool), (num * Q64) / den, step)).toBe(true);
    }
    const cpmm = LISTED_POOLS.find((listed) => listed.pair === 'SOL/USDC' && listed.kind === 'raydium-cpmm');
    if (cpmm === undefined) throw new Error('SOL/USDC should be listed');
    const pool = model.poolAt({ pool: cpmm.address, slot: 77, row: undefined });
    const out = (sol: bigint) =>
      quoteExactIn({ pool, mintIn: SOL.mint, amountIn: sol * 10n ** 9n, clock: { unixSeconds: 30 } }).amountOut;
    expect(within(out(1n) * 10n, out(10n), 300n)).toBe(true);
    expect(within(out(1n) * 5_000n, out(5_000n), 50_000n)).toBe(false);
  });

  it('let no round trip over two pools of a pair gain at rest', () => {
    fc.assert(
      fc.property(seeds, slots, fc.bigInt({ min: 1_000_000n, max: 10n ** 11n }), (seed, slot, amountIn) => {
        const model = createMarketModel({ seed, settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
        const clock = { unixSeconds: chainSecondsAt(slot) };
        const pools = LISTED_POOLS.map(({ pair, address }) => ({
          pair,
          pool: model.poolAt({ pool: address, slot, row: undefined }),
        }));
        for (const { pair, pool: buy } of pools) {
          const bought = quoteExactIn({ pool: buy, mintIn: buy.mintY, amountIn, clock });
          for (const sell of pools) {
            if (sell.pair !== pair || sell.pool === buy) continue;
            const back = quoteExactIn({ pool: sell.pool, mintIn: buy.mintX, amountIn: bought.amountOut, clock });
            expect(back.amountOut, `${pair}: ${buy.kind} to ${sell.pool.kind}`).toBeLessThan(bought.amountIn);
          }
        }
      }),
    );
  });

  it('come back to rest within 16 slots of any trade, nearer with each, and only by what the row says', () => {
    fc.assert(
      fc.property(
        seeds,
        listings,
        slots,
        fc.boolean(),
        fc.integer({ min: 1, max: 900 }),
        (seed, listed, slot, sellX, share) => {
          // The fair price stands still, so that what moves is the recovery alone.
          const still = { ...ORDINARY_MARKET, volatilityPercent: 0, venueSpreadPercent: 0 };
          const model = createMarketModel({ seed, settings: still, listing: USUAL_CHAIN_LISTING });
          const rest = model.poolAt({ pool: listed.address, slot, row: undefined });
          const mintIn = sellX ? listed.mintX : listed.mintY;
          const clock = { unixSeconds: chainSecondsAt(slot) };
          const held = worth(rest, mintIn, clock);
          const swapped = swapExactIn({ pool: rest, mintIn, amountIn: (held * BigInt(share)) / 1_000n, clock }).pool;
          const made = model.tradedRow(swapped, slot);
          const row = { ...made, state: JSON.parse(JSON.stringify(made.state)) as TradedState };
          const again = createMarketModel({ seed, settings: still, listing: USUAL_CHAIN_LISTING });
          let before = distance(priceOf(swapped), priceOf(rest));
          for (let after = 0; after < RECOVERY_SLOTS; after++) {
            const pool = model.poolAt({ pool: listed.address, slot: slot + after, row });
            expect(again.poolAt({ pool: listed.address, slot: slot + after, row })).toEqual(pool);
            const now = distance(priceOf(pool), priceOf(rest));
            expect(now).toBeLessThanOrEqual(before);
            before = now;
          }
          const recovered = { pool: listed.address, slot: slot + RECOVERY_SLOTS };
          expect(model.poolAt({ ...recovered, row })).toEqual(model.poolAt({ ...recovered, row: undefined }));
        },
      ),
    );
  });

  it('lose and make nothing when a DLMM trade is kept as its position', () => {
    fc.assert(
      fc.property(seeds, slots, fc.bigInt({ min: 1n, max: 400n }), fc.boolean(), (seed, slot, sol, sell) => {
        const model = createMarketModel({ seed, settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
        const listed = LISTED_POOLS.find((one) => one.pair === 'SOL/USDC' && one.kind === 'meteora-dlmm');
        if (listed === undefined) throw new Error('SOL/USDC should be listed');
        const rest = model.poolAt({ pool: listed.address, slot, row: undefined });
        const amountIn = sell ? sol * 10n ** 9n : sol * 150_000_000n;
        const mintIn = sell ? listed.mintX : listed.mintY;
        const { pool } = swapExactIn({ pool: rest, mintIn, amountIn, clock: { unixSeconds: chainSecondsAt(slot) } });
        const kept = model.poolAt({ pool: listed.address, slot, row: model.tradedRow(pool, slot) });
        if (pool.kind !== 'meteora-dlmm' || kept.kind !== 'meteora-dlmm') throw new Error('a DLMM pool stays one');
        expect(kept.activeId).toBe(pool.activeId);
        expect(kept.volatility).toEqual(pool.volatility);
        const sum = (bins: typeof pool.bins, side: 'x' | 'y') => bins.reduce((all, bin) => all + bin[side], 0n);
        // What enters a bin is rounded, bin by bin: a few base units in millions of millions.
        for (const side of ['x', 'y'] as const) {
          expect(within(sum(kept.bins, side), sum(pool.bins, side), 1n)).toBe(true);
        }
      }),
    );
  });
});

/** What a pool holds of the token that goes in, or, where its liquidity ends, all that it would take of it. */
function worth(pool: Pool, mintIn: Mint, clock: SwapClock): bigint {
  if (pool.kind === 'raydium-cpmm') return mintIn === pool.mintX ? pool.reserveX : pool.reserveY;
  return mathOf(pool).curve({ pool, mintIn, clock }).shape(U64_MAX).capacity;
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a;
}

describe('listing', () => {
  it('trades every token against SOL and USDC on Raydium and Meteora at least', () => {
    for (const token of TOKENS) {
      for (const base of [SOL, USDC]) {
        if (token.mint === base.mint) continue;
        const venues = LISTED_POOLS.filter(
          ({ mintX, mintY }) => [mintX, mintY].includes(token.mint) && [mintX, mintY].includes(base.mint),
        ).map(venueOf);
        expect(venues, `${listedToken(token.mint).symbol}/${base.symbol}`).toEqual(
          expect.arrayContaining(['meteora', 'raydium']),
        );
      }
    }
  });
});
