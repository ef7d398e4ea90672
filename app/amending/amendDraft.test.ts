import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { type AmendDraft, draftOf, readDraft } from './amendDraft.ts';

const locale = 'en-US';
const sell: OrderView = { ...SAMPLE_ORDER, type: 'limit', amountIn: '3000000000', minOut: '453000000', version: 4 };
const buy: OrderView = { ...sell, tokenIn: USDC.mint, tokenOut: SOL.mint, amountIn: '447000000', minOut: '3000000000' };
const at = (price: number) => ({ amountIn: '1000000000', amountOut: `${price * 1_000_000}` });
const oco: OrderView = {
  ...sell,
  type: 'oco',
  minOut: '1',
  trigger: {
    source: 'mid',
    confirmSlots: 2,
    takeProfit: { rate: at(160), maxSlippageBps: 100 },
    stop: { rate: at(140), maxSlippageBps: 1_000 },
    trail: null,
  },
};
const trailing: OrderView = {
  ...oco,
  type: 'trailingStop',
  trigger: { source: 'mid', confirmSlots: 2, takeProfit: null, stop: null, trail: { bps: 250, maxSlippageBps: 1_000 } },
};

function read(order: OrderView, change: Partial<AmendDraft>, available = 10n ** 15n) {
  return readDraft({ order, draft: { ...draftOf(order, locale), ...change }, available, locale });
}

describe('an amendment', () => {
  it('shows the present terms in the direction of the chart', () => {
    expect(draftOf(sell, locale)).toMatchObject({ prices: { limit: '151' }, amount: '3', trail: undefined });
    expect(draftOf(buy, locale)).toMatchObject({ prices: { limit: '149' }, amount: '447' });
    expect(draftOf(oco, locale).prices).toEqual({ takeProfit: '160', stop: '140' });
    expect(draftOf(trailing, locale)).toMatchObject({ prices: {}, trail: '2.5' });
  });

  it('sends only what changed, with the version that was seen', () => {
    expect(read(sell, {}).input).toBeUndefined();
    expect(read(sell, { prices: { limit: '152.5' } }).input).toEqual({
      orderId: 'o1',
      version: 4,
      minOut: '457500000',
    });
    expect(read(buy, { prices: { limit: '150' } }).input).toMatchObject({ minOut: '2980000000' });
    expect(read(oco, { prices: { takeProfit: '160', stop: '141.25' } }).input).toEqual({
      orderId: 'o1',
      version: 4,
      stopPrice: { amountIn: '800', amountOut: '113' },
    });
    expect(read(trailing, { trail: '3' }).input).toMatchObject({ trailBps: 300 });
    expect(read(oco, { validForSeconds: 3_600 }).input).toEqual({ orderId: 'o1', version: 4, validForSeconds: 3_600 });
  });

  it('keeps the price of a limit when only its amount changes', () => {
    expect(read(sell, { amount: '1' }).input).toMatchObject({ amountIn: '1000000000', minOut: '151000000' });
    expect(read(oco, { amount: '1' }).input).toEqual({ orderId: 'o1', version: 4, amountIn: '1000000000' });
    expect(
      read({ ...oco, requestedMinOut: '300000000' }, { amount: '1' }).input,
      'its floor goes with it',
    ).toMatchObject({ minOut: '100000000' });
  });

  it('never asks for less than the typed price', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.bigInt({ min: 1n, max: 10n ** 10n }),
        (amountIn, thousandths) => {
          const text = `${thousandths / 1_000n}.${(thousandths % 1_000n).toString().padStart(3, '0')}`;
          const order = { ...sell, amountIn: `${amountIn}`, minOut: `${10n ** 15n}` };
          const { input } = read(order, { prices: { limit: text } });
          // In base units 1 SOL is 10^9 and 1 USDC 10^6: the price is thousandths / 1000 · 10^6 / 10^9.
          expect(BigInt(input?.minOut ?? 0) * 1_000_000n >= amountIn * thousandths).toBe(true);
        },
      ),
    );
  });

  it('says what is wrong, and then sends nothing', () => {
    expect(read(sell, { prices: { limit: '' } })).toMatchObject({ input: undefined, problems: { limit: 'empty' } });
    expect(read(sell, { prices: { limit: '0' } }).problems).toEqual({ limit: 'zero' });
    expect(read(sell, { prices: { limit: 'dear' } }).problems).toEqual({ limit: 'not-a-number' });
    expect(read(sell, { amount: '5' }, 1_999_999_999n).problems, 'beside the 3 that are held').toEqual({
      amount: 'not-covered',
    });
    expect(read(sell, { amount: '5' }, 2_000_000_000n).problems).toEqual({});
    expect(read(trailing, { trail: '0.05' }).problems).toEqual({ trail: 'trail-range' });
    expect(read(oco, { prices: { takeProfit: '139', stop: '140' } }).problems).toEqual({
      takeProfit: 'not-above-stop',
    });
  });
});
