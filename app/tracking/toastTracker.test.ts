import { describe, expect, it } from 'vitest';
import type { OrderView } from '../../core/order/orderView.ts';
import { SAMPLE_ORDER } from '../../core/order/testing/sampleOrder.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { manyOrdersToast, orderToast } from './orderToast.ts';
import { createToastTracker } from './toastTracker.ts';

const order = (orderId: string, change: Partial<OrderView> = {}): OrderView => ({
  ...SAMPLE_ORDER,
  orderId,
  ...change,
});

const many = (...statuses: OrderView['status'][]) => statuses.map((status) => ({ status, type: 'market' as const }));

function tracked() {
  const log: string[] = [];
  const tracker = createToastTracker({
    show: ({ orderId }) => log.push(`show ${orderId}`),
    update: ({ orderId, status }) => log.push(`update ${orderId} ${status}`),
    close: (orderId) => log.push(`close ${orderId}`),
    summarise: (orders) => log.push(`many ${orders.map(({ orderId, status }) => `${orderId}:${status}`).join(' ')}`),
  });
  return { tracker, log };
}

describe('toastTracker', () => {
  it('shows one message per order and updates it in place, only for new events', () => {
    const { tracker, log } = tracked();
    tracker.follow(order('a'));
    tracker.follow(order('a'));
    tracker.follow(order('a', { seq: 4, status: 'submitted', attempt: 1 }));
    tracker.follow(order('a', { seq: 5, status: 'confirmed', attempt: 1 }));
    expect(log).toEqual(['show a', 'update a submitted', 'update a confirmed']);
  });

  it('never shows a dismissed message again', () => {
    const { tracker, log } = tracked();
    tracker.follow(order('a'));
    tracker.gone('a');
    tracker.follow(order('a', { seq: 5, status: 'confirmed' }));
    expect(log).toEqual(['show a']);
  });

  it('combines the older messages into one when there are more than three', () => {
    const { tracker, log } = tracked();
    for (const id of ['a', 'b', 'c', 'd', 'e']) tracker.follow(order(id));
    tracker.follow(order('a', { status: 'confirmed' }));
    expect(log).toEqual([
      'show a',
      'show b',
      'show c',
      'close a',
      'close b',
      'many a:pending b:pending',
      'show d',
      'close c',
      'many a:pending b:pending c:pending',
      'show e',
      'many a:confirmed b:pending c:pending',
    ]);
  });
});

describe('the message of an order that rests', () => {
  const limit = (change: Partial<OrderView> = {}) => order('a', { type: 'limit', minOut: '226500000', ...change });

  it('closes by itself, and comes back when the order is executed', () => {
    const { tracker, log } = tracked();
    tracker.follow(limit());
    tracker.gone('a');
    tracker.follow(limit({ seq: 2, version: 2 }));
    expect(log).toEqual(['show a']);
    tracker.follow(limit({ seq: 3, status: 'routing', attempt: 1 }));
    tracker.follow(limit({ seq: 4, status: 'confirmed', attempt: 1 }));
    expect(log).toEqual(['show a', 'show a', 'update a confirmed']);
    tracker.gone('a');
    tracker.follow(limit({ seq: 4, status: 'confirmed', attempt: 1 }));
    expect(log).toHaveLength(3);
  });

  it('says what it waits for, without progress', () => {
    expect(orderToast(limit(), 'en-US')).toMatchObject({
      title: 'Waiting for 151.00',
      description: 'Limit, 1.5 SOL to USDC, until Jan 1.',
      tone: 'note',
      progress: undefined,
      timeout: 8_000,
    });
    expect(orderToast(limit({ status: 'routing', attempt: 4 }), 'en-US').description).toBe('Routing, attempt 4');
    expect(orderToast(limit({ status: 'expired' }), 'en-US')).toMatchObject({
      title: 'Expired: 1.5 SOL to USDC',
      tone: 'note',
    });
    const many = manyOrdersToast([limit(), limit(), limit({ status: 'routing' })]);
    expect(many).toMatchObject({ description: '1 on the way, 2 waiting.', tone: 'busy' });
    expect(manyOrdersToast([limit()]).tone).not.toBe('busy');
  });
});

describe('orderToast', () => {
  const leg = {
    venue: 'raydium',
    pool: 'p',
    mintIn: SOL.mint,
    mintOut: USDC.mint,
    amountIn: '1',
    amountOut: '1',
    fee: '0',
  };
  const fill = {
    amountIn: '1500000000',
    amountOut: '150015000',
    legs: [leg as NonNullable<OrderView['fill']>['legs'][number]],
    residues: [],
    signature: 's',
    slot: 1,
    settledAt: SAMPLE_ORDER.acceptedAt,
  };

  it('ends with the received and the expected amount, and the venue', () => {
    expect(orderToast(order('a', { status: 'confirmed', fill }), 'en-US')).toMatchObject({
      title: 'Received 150.015 USDC',
      description: '1.5 SOL on Raydium, 1 bps better than the expected 150 USDC.',
      tone: 'good',
    });
  });

  it('ends with the reason of the failure', () => {
    const failure = { code: 'SLIPPAGE', message: 'The price moved.', detail: '' } as const;
    expect(orderToast(order('a', { status: 'failed', failure }), 'en-US')).toMatchObject({
      title: 'Swap of 1.5 SOL to USDC failed',
      description: 'The price moved.',
      tone: 'bad',
    });
  });

  it('stays while the order is open, and counts several orders', () => {
    expect(orderToast(order('a', { status: 'routing', attempt: 2 }), 'en-US')).toMatchObject({
      description: 'Routing, attempt 2 of 3',
      tone: 'busy',
      progress: { done: 2, of: 5 },
    });
    const shown = manyOrdersToast(many('confirmed', 'failed', 'routing'));
    expect(shown).toMatchObject({ title: '3 more orders', description: '1 confirmed, 1 failed, 1 on the way.' });
  });

  it('ends a cancelled order without alarm, among others too', () => {
    expect(orderToast(order('a', { status: 'cancelled' }), 'en-US')).toMatchObject({
      title: 'Cancelled 1.5 SOL to USDC',
      tone: 'note',
    });
    const toneOf = (...statuses: OrderView['status'][]) => manyOrdersToast(many(...statuses)).tone;
    expect(toneOf('cancelled', 'cancelled')).toBe('note');
    expect(toneOf('confirmed', 'cancelled')).toBe('good');
    expect(toneOf('failed', 'cancelled', 'confirmed')).toBe('warn');
  });
});
