import { expect, it } from 'vitest';
import { ordersAskedFor } from './placeMany.ts';

it('counts the cost of any body', () => {
  const of = (orders: unknown) => ordersAskedFor({ orders });
  expect([of([{}]), of(Array(7)), of(Array(50)), of(Array(1_000))]).toEqual([1, 7, 50, 50]);
  expect([of([]), of('xyz'), of({ length: 9 }), of(null)]).toEqual([1, 1, 1, 1]);
  expect([undefined, null, 3, 'orders', [1, 2]].map(ordersAskedFor)).toEqual([1, 1, 1, 1, 1]);
});
