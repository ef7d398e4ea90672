import { describe, expect, it } from 'vitest';
import type { OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import type { FiredView, TriggerTerms } from '../../core/order/trigger/triggerTerms.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { distancesOf } from './distance.ts';
import { longDistance, shortDistance } from './distanceWords.ts';
import { waitedFor, waitingText } from './restingWords.ts';
import { isResting } from './rests.ts';

const locale = 'en-US';
/** 1 SOL for so many USDC, as a rate of an order that sells SOL. */
const usdc = (price: number) => ({ numerator: BigInt(price * 1_000_000), denominator: 1_000_000_000n });
const sellAt = (price: number) => ({ amountIn: '1000000000', amountOut: `${price * 1_000_000}` });
/** The same price as the rate of an order that buys SOL. */
const sol = (price: number) => ({ numerator: 1_000_000_000n, denominator: BigInt(price * 1_000_000) });
const buyAt = (price: number) => ({ amountIn: `${price * 1_000_000}`, amountOut: '1000000000' });

const trigger = (change: Partial<TriggerTerms>): TriggerTerms => ({
  source: 'mid',
  confirmSlots: 2,
  stop: null,
  takeProfit: null,
  trail: null,
  ...change,
});
const order = (change: Partial<OrderView>): OrderView => ({
  ...SAMPLE_ORDER,
  type: 'limit',
  amountIn: '1000000000',
  minOut: '151000000',
  ...change,
});
const buy = (change: Partial<OrderView>) =>
  order({ tokenIn: USDC.mint, tokenOut: SOL.mint, amountIn: '149000000', minOut: '1000000000', ...change });

const fired: FiredView = {
  by: 'stop',
  slot: 7,
  source: 'mid',
  observed: sellAt(139.9),
  watermark: null,
  quotedOut: '139500000',
  minOut: '125550000',
};

const stop = order({
  type: 'stop',
  minOut: '1',
  trigger: trigger({ stop: { rate: sellAt(140), maxSlippageBps: 1_000 } }),
});
const stopThatBuys = buy({
  type: 'stop',
  minOut: '1',
  trigger: trigger({ stop: { rate: buyAt(160), maxSlippageBps: 1_000 } }),
});
const oco = order({
  type: 'oco',
  minOut: '1',
  trigger: trigger({
    takeProfit: { rate: sellAt(160), maxSlippageBps: 100 },
    stop: { rate: sellAt(140), maxSlippageBps: 1_000 },
  }),
});
const trail = order({
  type: 'trailingStop',
  minOut: '1',
  trigger: trigger({ trail: { bps: 200, maxSlippageBps: 1_000 } }),
});

describe('what an order waits for', () => {
  it('is a price of the chart, whichever token is paid', () => {
    expect(waitingText(order({}), locale)).toBe('Waiting for 151.00');
    expect(waitingText(buy({}), locale)).toBe('Waiting for 149.00');
    expect(waitedFor(stop, locale)).toBe('140.00 or lower');
    expect(waitedFor(stopThatBuys, locale), 'SOL gets dearer').toBe('160.00 or higher');
    expect(waitedFor(oco, locale)).toBe('160.00 or 140.00');
    expect(waitedFor(trail, locale)).toBe('a fall of 2%');
  });

  it('is the worst price once a trigger has fired and its execution was missed', () => {
    expect(waitingText({ ...stop, fired, minOut: fired.minOut }, locale)).toBe('Waiting again for 125.55');
  });

  it('is nothing while it is being executed, and for a market order', () => {
    expect(isResting(stop)).toBe(true);
    expect(isResting({ ...stop, status: 'routing' })).toBe(false);
    expect(isResting(SAMPLE_ORDER)).toBe(false);
  });
});

describe('the distance of an order', () => {
  it('is that of the quote for its whole size, for a limit', () => {
    expect(shortDistance({ order: order({}), now: usdc(149.8), locale })).toBe(
      'Your size would get 149.80 now, 0.8% away',
    );
    expect(longDistance({ order: order({}), now: usdc(149.8), locale })).toBe(
      'Your size would get 149.80 now, you asked 151.00 (0.8% away).',
    );
    expect(shortDistance({ order: order({}), now: 'no route', locale })).toBe('The pools do not fill your size now');
  });

  it('is the way of the price for an order that buys, too', () => {
    expect(longDistance({ order: buy({}), now: sol(150), locale })).toBe(
      'Your size would get 150.00 now, you asked 149.00 (0.67% away).',
    );
    expect(distancesOf(buy({}), sol(148))[0]).toMatchObject({ isReached: true });
    expect(distancesOf(buy({}), sol(150))[0]).toMatchObject({ isReached: false, ppm: 6_666 });
  });

  it('is that of the watched rate, for a trigger', () => {
    expect(longDistance({ order: stop, now: usdc(150), locale })).toBe(
      'Mid price 150.00 now. It fires at 140.00 or lower (6.67% away).',
    );
    expect(distancesOf(stop, usdc(140))[0]?.isReached).toBe(true);
    expect(distancesOf(stopThatBuys, sol(159.9))[0]?.isReached).toBe(false);
    expect(distancesOf(stopThatBuys, sol(160))[0]?.isReached).toBe(true);
    expect(shortDistance({ order: oco, now: usdc(150), locale })).toBe('Mid price 150.00 now, 6.67% and 6.67% away');
  });

  it('claims no level of a trailing stop, whose best price the page does not know', () => {
    expect(shortDistance({ order: trail, now: usdc(150), locale })).toBe('Mid price 150.00 now, at most 2% away');
    expect(longDistance({ order: trail, now: usdc(150), locale })).toContain('2% below the highest price since');
  });

  it('is that of the worst price after a miss, by the quote', () => {
    const missed = { ...stop, fired, minOut: fired.minOut };
    expect(longDistance({ order: missed, now: usdc(120), locale })).toBe(
      'Your size would get 120.00 now; it fired, and is executed at 125.55 or better (4.63% away).',
    );
  });
});
