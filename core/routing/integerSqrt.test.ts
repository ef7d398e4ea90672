import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bySize } from '../pools/testing/bySize.ts';
import { propertyRuns } from '../testing/propertyRuns.ts';
import { integerSqrt } from './integerSqrt.ts';

test('the largest integer whose square is at most n', () => {
  for (let n = 0n; n < 1_000n; n++) expect(integerSqrt(n)).toBe(BigInt(Math.floor(Math.sqrt(Number(n)))));
  fc.assert(
    fc.property(bySize({ min: 0n, max: 1n << 300n }), (n) => {
      const root = integerSqrt(n);
      expect(root * root <= n && n < (root + 1n) * (root + 1n)).toBe(true);
      expect(integerSqrt(root * root)).toBe(root);
    }),
    propertyRuns(1_000),
  );
});
