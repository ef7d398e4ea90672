import { describe, expect, it } from 'vitest';
import type { OrderView } from '../../core/order/orderView.ts';
import { createNewOrders } from './newOrders.ts';

const order = (orderId: string) => ({ orderId }) as OrderView;

describe('newOrders', () => {
  it('keeps each order once, newest first, under the key of its first display', () => {
    const news = createNewOrders();
    news.add([order('b')], new Map([['b', 'click']]));
    news.add([order('a'), order('c'), order('b')]);
    expect(news.orders.get().map(({ key }) => key)).toEqual(['c', 'click', 'a']);
    const before = news.orders.get();
    news.add([order('a')]);
    expect(news.orders.get(), 'nothing new, nothing is rendered').toBe(before);
  });
});
