import { expect, it } from 'vitest';
import { lagAt } from './report.ts';

it('finds the smallest lag that a share of those counted does not exceed', () => {
  // One of 0 ms, 98 of 2 ms, one of 5 ms.
  const lags = [1, 0, 98, 0, 0, 1];
  expect([0, 0.01, 0.011, 0.5, 0.99, 0.991, 1].map((p) => lagAt(lags, p))).toEqual([0, 0, 2, 2, 2, 5, 5]);
  expect(lagAt([0, 0], 0.5)).toBeNaN();
});
