import { describe, expect, it } from 'vitest';
import { applyEvent } from '../../core/order/applyEvent.ts';
import type { OrderEventView, OrderTerms, OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_TERMS } from '../../core/order/testing/sampleOrder.ts';
import { USDC } from '../../core/tokens/token.ts';
import { orderSteps } from '../blotter/orderSteps.ts';
import { announcement } from '../order/orderOutcome.ts';
import { attemptText, statusTone, statusWord } from '../order/statusWords.ts';
import { missedOf } from './missedOf.ts';
import { stepWords } from './stepWords.ts';

const locale = 'en-US';
const at = (price: number) => ({ amountIn: '1000000000', amountOut: `${price * 1_000_000}` });
const terms: OrderTerms = {
  ...SAMPLE_TERMS,
  type: 'stop',
  slippageBps: null,
  minOut: '1',
  trigger: {
    source: 'mid',
    confirmSlots: 2,
    stop: { rate: at(140), maxSlippageBps: 1_000 },
    takeProfit: null,
    trail: null,
  },
};
const base = (seq: number, attempt: number) => ({
  orderId: 'o1',
  seq,
  traderSeq: `${seq}`,
  attempt,
  at: `2026-01-01T00:00:0${seq}.000Z`,
});
const missed = { code: 'SLIPPAGE', message: 'beyond the minimum', detail: '' } as const;
const fired = {
  by: 'stop',
  slot: 12_345,
  source: 'mid',
  observed: at(139.9),
  watermark: null,
  quotedOut: '209500000',
  minOut: '188550000',
} as const;

/** A stop that fires, is missed, rests again, is amended, and expires. */
const EVENTS: readonly OrderEventView[] = [
  { ...base(1, 0), status: 'pending', data: { ...terms, missed: null, nextRunAt: null } },
  { ...base(2, 1), status: 'routing', data: { retry: null, fired } },
  { ...base(3, 1), status: 'pending', data: { ...terms, minOut: fired.minOut, missed, nextRunAt: null } },
  {
    ...base(4, 1),
    status: 'pending',
    data: { ...terms, amountIn: '2000000000', version: 2, missed: null, nextRunAt: null },
  },
  { ...base(5, 1), status: 'expired', data: { missed: null } },
];

function after(count: number): OrderView {
  const order = EVENTS.slice(0, count).reduce<OrderView | undefined>(applyEvent, undefined);
  if (order === undefined) throw new Error('no events');
  return order;
}

describe('the story of an order that rests', () => {
  it('says what each step meant', () => {
    const first = EVENTS[0]?.status === 'pending' ? EVENTS[0].data : undefined;
    expect(EVENTS.map((event) => stepWords({ event, terms: first, locale }).text)).toEqual([
      'Waiting for 140.00 or lower; the amount is held.',
      'The stop was reached: mid price 139.90 in slot 12,345.',
      'Missed: price below your minimum. Nothing was executed; it waits again.',
      expect.stringMatching(/^Amended to 140.00 or lower, 2 SOL, until Jan 1, 2026/),
      'Its time ran out before it was executed; the held amount is free again.',
    ]);
    expect(EVENTS.map((event) => stepWords({ event, terms: first, locale }).warns)).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  it('gives the reason of the last attempt when the time ran out after a miss', () => {
    const event: OrderEventView = { ...base(4, 1), status: 'expired', data: { missed } };
    expect(stepWords({ event, terms: undefined, locale }).text).toContain(
      'Its last attempt was missed: price below your minimum.',
    );
    expect(missedOf([...EVENTS.slice(0, 3), event])).toEqual(missed);
    expect([missedOf(EVENTS.slice(0, 3)), missedOf(EVENTS.slice(0, 4)), missedOf(EVENTS)]).toEqual([
      missed,
      null,
      null,
    ]);
  });

  it('is announced by what the order waits for, and is never red', () => {
    expect([1, 2, 3, 4, 5].map((count) => announcement(after(count), locale))).toEqual([
      'Swap of 1.5 SOL for USDC, Stop: Waiting for 140.00 or lower.',
      'Swap of 1.5 SOL for USDC, Stop: routing.',
      'Swap of 1.5 SOL for USDC, Stop: Waiting again for 125.70.',
      'Swap of 2 SOL for USDC, Stop: Waiting for 140.00 or lower.',
      'Swap of 2 SOL for USDC, Stop: expired.',
    ]);
    expect([1, 2, 3, 4, 5].map((count) => statusTone(after(count)))).toEqual(['note', 'busy', 'note', 'note', 'note']);
    expect(statusWord(after(3))).toBe('Waiting');
    expect(attemptText(terms, 4)).toBe('attempt 4');
    expect(attemptText({ type: 'market' }, 2)).toBe('attempt 2 of 3');
    expect(orderSteps(after(5)).map(({ status }) => status)).toEqual(['pending', 'expired']);
  });

  it('says the price of the chart for an order that buys', () => {
    const buy: OrderTerms = { ...terms, type: 'limit', tokenIn: USDC.mint, tokenOut: SAMPLE_TERMS.tokenIn };
    const data = { ...buy, amountIn: '149000000', minOut: '1000000000', trigger: null, missed: null, nextRunAt: null };
    const event: OrderEventView = { ...base(1, 0), status: 'pending', data };
    expect(stepWords({ event, terms: undefined, locale }).text).toBe('Waiting for 149.00; the amount is held.');
  });
});
