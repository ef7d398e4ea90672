import { describe, expect, test } from 'vitest';
import { dammFeeRate } from '../../core/pools/meteoraDammV2/dammFee.ts';
import { amountX, amountY } from '../../core/pools/meteoraDammV2/priceMath.ts';
import { swapDammExactIn } from '../../core/pools/meteoraDammV2/swap.ts';
import { LISTED_POOLS } from '../../core/testing/usualListing.ts';
import { USUAL_CHAIN_LISTING } from '../testing/usualChainListing.ts';
import { dammModel } from './dammModel.ts';
import { createFairPrices } from './fairPrice.ts';
import { ORDINARY_MARKET } from './marketSettings.ts';
import { RECOVERY_SLOTS } from './tradedState.ts';

const prices = createFairPrices({ seed: 'damm', settings: ORDINARY_MARKET, listing: USUAL_CHAIN_LISTING });
const pools = LISTED_POOLS.flatMap((pool) => (pool.kind === 'meteora-damm-v2' ? [pool] : []));
const TOTAL = 1_000_000n;

describe.each(pools)('the pool of $pair', (listed) => {
  const model = dammModel.create({ listed, prices, depth: { total: TOTAL }, depthPercent: 100 });

  test('is worth what was asked for, near the reference price', () => {
    const { sqrtPrice, liquidity, sqrtMinPrice, sqrtMaxPrice, mintX, mintY } = model.resting(1_000);
    const usdc = (amount: bigint, mint: typeof mintX) =>
      (amount * prices.referencePrice(mint)) / prices.oneOf(mint) / 10n ** 18n;
    const x = usdc(amountX(sqrtPrice, sqrtMaxPrice, liquidity, false), mintX);
    const y = usdc(amountY(sqrtMinPrice, sqrtPrice, liquidity, false), mintY);
    expect(x + y).toBeGreaterThan((TOTAL * 95n) / 100n);
    expect(x + y).toBeLessThan((TOTAL * 105n) / 100n);
  });

  test('is not made where the reference price lies outside of its range', () => {
    const create = (range: Partial<typeof listed>) =>
      dammModel.create({ listed: { ...listed, ...range }, prices, depth: { total: TOTAL }, depthPercent: 100 });
    const { sqrtPrice } = model.resting(1_000);
    expect(() => create({ sqrtMaxPrice: (sqrtPrice * 9n) / 10n })).toThrow(RangeError);
    expect(() => create({ sqrtMinPrice: (sqrtPrice * 11n) / 10n })).toThrow(RangeError);
  });

  test('asks at rest for its base fee, and for at most a fifth more where the fee is dynamic', () => {
    for (let slot = 0; slot < 2_000; slot += 37) {
      const rate = dammFeeRate(model.resting(slot));
      expect(rate).toBeGreaterThanOrEqual(listed.baseFee);
      expect(rate).toBeLessThanOrEqual(listed.dynamicFee === null ? listed.baseFee : (listed.baseFee * 6n) / 5n);
    }
  });

  test('is in its own slot what the swap left, then goes back slot by slot', () => {
    const slot = 500;
    const before = model.resting(slot);
    const amountIn = (amountX(before.sqrtPrice, listed.sqrtMaxPrice, before.liquidity, false) * 3n) / 100n;
    const { pool } = swapDammExactIn({ pool: before, mintIn: listed.mintX, amountIn, clock: { unixSeconds: 200 } });
    const row = { pool: pool.address, slot, state: dammModel.tradedState.parse(model.traded(pool)) };
    expect(model.after(row, slot)).toEqual(pool);
    let off = before.sqrtPrice - pool.sqrtPrice;
    for (let later = slot + 4; later < slot + RECOVERY_SLOTS; later += 4) {
      const left = model.resting(later).sqrtPrice - model.after(row, later).sqrtPrice;
      expect(left).toBeGreaterThan(0n);
      expect(left).toBeLessThan(off);
      off = left;
    }
    const volatile = model.after(row, slot + 8).volatility;
    expect(volatile === null).toBe(listed.dynamicFee === null);
    // It came back by more than a step, so that arbitrage was the last to move it.
    if (volatile !== null) expect(volatile.lastUpdateTimestamp).toBe(Math.floor(((slot + 8) * 400) / 1_000));
  });
});
