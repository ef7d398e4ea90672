import { describe, expect, it } from 'vitest';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { meanwhileOf, meanwhileSentence } from './meanwhile.ts';

const failure = { code: 'EXPIRED', message: 'too late', detail: '' } as const;
const base = (orderId: string) => ({ orderId, seq: 1, traderSeq: '1', attempt: 1, at: '2026-01-01T00:00:00.000Z' });
const routing = (orderId: string): OrderEventView => ({
  ...base(orderId),
  status: 'routing',
  data: { retry: null, fired: null },
});
const failed = (orderId: string): OrderEventView => ({
  ...base(orderId),
  status: 'failed',
  data: { failure, quotes: null },
});

describe('meanwhile', () => {
  it('counts each order once, by its last event', () => {
    const meanwhile = meanwhileOf([routing('a'), routing('b'), failed('a'), routing('c')]);
    expect([...meanwhile]).toEqual([
      ['failed', 1],
      ['open', 2],
    ]);
    expect(meanwhileSentence(meanwhile)).toBe('Meanwhile: 1 order failed, 2 orders went on.');
  });

  it('says so when nothing happened', () => {
    expect(meanwhileSentence(meanwhileOf([]))).toBe('Nothing happened to your orders meanwhile.');
  });
});
