import { describe, expect, it } from 'vitest';
import { noOrdersText, saysNoOrders } from './noOrdersCookie.ts';

describe('noOrdersCookie', () => {
  it('says that there were no orders, and nothing once there are some', () => {
    expect(saysNoOrders(noOrdersText(0))).toBe(true);
    expect(noOrdersText(3)).toBe('');
  });

  it.each([undefined, '', 'some'])('takes %j for a trader who may have orders', (text) => {
    expect(saysNoOrders(text)).toBe(false);
  });
});
