import { describe, expect, test } from 'vitest';
import { sqrtPriceOfTick, tickOfSqrtPrice } from '../../core/pools/orcaWhirlpool/tickMath.ts';
import { createConcentratedModel, sqrtPriceOf } from './concentratedModel.ts';
import type { Ratio } from './fairPrice.ts';
import { RECOVERY_SLOTS } from './tradedState.ts';

const math = { sqrtPriceOfTick, tickOfSqrtPrice };

/** SOL/USDC at 150, base units. */
const REFERENCE: Ratio = { num: 150n * 10n ** 6n, den: 10n ** 9n };
/** Half a percent up or down by turns of 40 slots. */
const restingPrice = (slot: number): Ratio => ({
  num: REFERENCE.num * (slot % 80 < 40 ? 1_005n : 995n),
  den: REFERENCE.den * 1_000n,
});

const model = createConcentratedModel({
  math,
  tickSpacing: 16,
  reference: REFERENCE,
  value: 2_000_000_000_000n,
  shapes: [
    { reach: 200, weight: 5 },
    { reach: 600, weight: 3 },
    { reach: 1_600, weight: 2 },
  ],
  restingPrice,
});

describe('a concentrated pool at rest', () => {
  test('stands at the venue’s price, with the liquidity of the positions in range', () => {
    for (const slot of [0, 39, 40, 79]) {
      const state = model.resting(slot);
      expect(state.sqrtPrice).toBe(sqrtPriceOf(restingPrice(slot)));
      expect(state.tick).toBe(tickOfSqrtPrice(state.sqrtPrice));
      expect(state.liquidity).toBeGreaterThan(0n);
    }
  });

  test('positions cancel out, end on usable ticks, and are worth what was asked for to a hundredth', () => {
    expect(model.ticks.reduce((sum, tick) => sum + tick.liquidityNet, 0n)).toBe(0n);
    expect(model.ticks.every((tick) => tick.index % 16 === 0)).toBe(true);
    const price = sqrtPriceOf(REFERENCE);
    let worth = 0n;
    for (const [i, { index }] of model.ticks.entries()) {
      const liquidity = model.ticks.slice(0, i + 1).reduce((sum, tick) => sum + tick.liquidityNet, 0n);
      const next = model.ticks[i + 1];
      if (next === undefined) continue;
      const [low, high] = [sqrtPriceOfTick(index), sqrtPriceOfTick(next.index)];
      const [belowTop, aboveBottom] = [price < high ? price : high, price > low ? price : low];
      if (belowTop > low) worth += (liquidity * (belowTop - low)) >> 64n;
      // X above the price, in worth of Y at the price: L (1/p − 1/high) p².
      if (high > aboveBottom)
        worth += ((liquidity * (high - aboveBottom) * price * price) / (aboveBottom * high)) >> 64n;
    }
    expect(worth).toBeGreaterThan(1_980_000_000_000n);
    expect(worth).toBeLessThan(2_020_000_000_000n);
  });
});

describe('a traded concentrated pool', () => {
  const resting = model.resting(10);
  const price = (resting.sqrtPrice * 1_004n) / 1_000n;

  test('is in its own slot what the swap left, also on the lower side of a tick', () => {
    const edge = model.ticks[1]?.index ?? 0;
    const below = { sqrtPrice: sqrtPriceOfTick(edge), tick: edge - 1, slot: 10 };
    expect(model.after(below, 10)).toMatchObject({ sqrtPrice: below.sqrtPrice, tick: edge - 1 });
    expect(model.after({ ...below, tick: edge }, 10).liquidity).toBeGreaterThan(model.after(below, 10).liquidity);
  });

  test('goes back slot by slot, and rests after the last of them', () => {
    const traded = { sqrtPrice: price, tick: tickOfSqrtPrice(price), slot: 10 };
    let before = price;
    for (let slot = 11; slot < 10 + RECOVERY_SLOTS; slot++) {
      const now = model.after(traded, slot).sqrtPrice;
      expect(now).toBeLessThan(before);
      expect(now).toBeGreaterThan(resting.sqrtPrice);
      before = now;
    }
    const last = before - resting.sqrtPrice;
    expect(last).toBeLessThanOrEqual((price - resting.sqrtPrice) / BigInt(RECOVERY_SLOTS) + 1n);
  });

  test('never leaves the widest position', () => {
    const high = sqrtPriceOfTick(model.ticks.at(-1)?.index ?? 0);
    const beyond = model.after({ sqrtPrice: high + (high >> 3n), tick: 0, slot: 10 }, 11);
    expect(beyond.sqrtPrice).toBeLessThan(high);
    expect(beyond.liquidity).toBeGreaterThan(0n);
  });
});
