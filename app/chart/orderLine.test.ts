import { describe, expect, it } from 'vitest';
import type { OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { lineLabel, orderLinesOf, spreadLabels, tickDecimals, ticksOf, ticksText } from './orderLine.ts';

const limit: OrderView = { ...SAMPLE_ORDER, type: 'limit', minOut: '226500000' };
const at = (price: number) => ({ amountIn: '1000000000', amountOut: `${price * 1_000_000}` });
const trigger = { source: 'mid', confirmSlots: 2, takeProfit: null, stop: null, trail: null } as const;

describe('the lines of orders', () => {
  it('are one for each price, from the highest, and none for a trailing stop', () => {
    const buy = {
      ...limit,
      orderId: 'b',
      tokenIn: USDC.mint,
      tokenOut: SOL.mint,
      amountIn: '149000000',
      minOut: '1000000000',
    };
    const oco: OrderView = {
      ...limit,
      orderId: 'c',
      type: 'oco',
      trigger: {
        ...trigger,
        takeProfit: { rate: at(160), maxSlippageBps: 100 },
        stop: { rate: at(140), maxSlippageBps: 100 },
      },
    };
    const trail: OrderView = {
      ...limit,
      type: 'trailingStop',
      trigger: { ...trigger, trail: { bps: 100, maxSlippageBps: 100 } },
    };
    const lines = orderLinesOf([buy, trail, oco, limit], 150);
    expect(lines.map(({ role, side, price }) => [role, side, Number(price.toFixed(6))])).toEqual([
      ['takeProfit', 'sell', 160],
      ['limit', 'sell', 151],
      ['limit', 'buy', 149],
      ['stop', 'sell', 140],
    ]);
    expect(lines.map((line) => lineLabel(line, 'en-US'))).toEqual([
      'OCO take profit, sell 1.5 SOL',
      'Limit, sell 1.5 SOL',
      'Limit, buy for 149 USDC',
      'OCO stop, sell 1.5 SOL',
    ]);
  });

  it('are those nearest to the market when there are too many', () => {
    const many = Array.from({ length: 60 }, (_, i) => ({
      ...limit,
      orderId: `${i}`,
      amountIn: '1000000000',
      minOut: `${(151 + i) * 1_000_000}`,
    }));
    const prices = orderLinesOf(many, 150).map(({ price }) => Math.round(price));
    expect(prices).toHaveLength(24);
    expect(Math.max(...prices)).toBe(174);
  });

  it('move by steps of the fifth digit of their price', () => {
    expect([150, 0.000023, 65_000, 1_000_000].map(tickDecimals)).toEqual([2, 9, 0, 0]);
    expect(ticksText({ ticks: ticksOf(150.1234, 2) + 1, decimals: 2, locale: 'de-DE' })).toBe('150,13');
    expect(ticksOf(0.001, 2), 'never to zero').toBe(1);
  });

  it('have labels that do not cover each other, and stay on the chart', () => {
    expect(spreadLabels({ ys: [50, 100], gap: 20, from: 0, to: 200 })).toEqual([50, 100]);
    expect(spreadLabels({ ys: [50, 55, 60], gap: 20, from: 0, to: 200 })).toEqual([50, 70, 90]);
    expect(spreadLabels({ ys: [-400, -300], gap: 20, from: 0, to: 200 }), 'beyond the top').toEqual([10, 30]);
    expect(spreadLabels({ ys: [195, 900], gap: 20, from: 0, to: 200 }), 'beyond the bottom').toEqual([170, 190]);
  });
});
