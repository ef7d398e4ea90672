import { expect, test } from 'vitest';
// The campaign's chain is new, so the usual listing has all symbols of the clicks.
import '../../core/testing/usualListing.ts';
import { placeOrderInput } from '../../core/order/placeOrder.ts';
import { createCommands } from './commands.ts';
import { drawsOf } from './draws.ts';
import { amountsOf } from './journal.ts';
import { conditionOf, DISTANCES, RESTING_KINDS } from './restingRequests.ts';

const rate = { amountIn: 1_000_000n, amountOut: 2_000_000n };
const orders = (seed: number) => {
  const commands = createCommands({ draws: drawsOf({ seed, stream: 'clicks' }), traders: 3, rateOf: () => rate });
  return Array.from({ length: 400 }, () => commands.next()).flat();
};

test('the same seed places the same orders, each a valid request, and a third or more of them rest', () => {
  const asked = orders(5);
  const withoutKeys = (seed: number) => orders(seed).map(({ request: { idempotencyKey: _, ...rest } }) => rest);
  expect(withoutKeys(5)).toEqual(withoutKeys(5));
  for (const { request } of asked) placeOrderInput.parse(request);
  const resting = asked.filter(({ distance }) => distance !== undefined);
  expect(resting.length / asked.length).toBeGreaterThan(1 / 3);
  expect(new Set(resting.map(({ request }) => request.type))).toEqual(new Set(RESTING_KINDS));
  expect(new Set(resting.map(({ distance }) => distance))).toEqual(new Set(DISTANCES));
  expect(resting.some(({ amendment }) => amendment?.changes.amountIn !== undefined)).toBe(true);
  expect(resting.every((entry) => amountsOf(entry).includes(entry.request.amountIn))).toBe(true);
});

test('a limit at the market is met at once, and one that is far asks for a quarter more at least', () => {
  const minOut = (distance: (typeof DISTANCES)[number]) =>
    Number(
      conditionOf({
        ...{ kind: 'limit', distance, amountIn: 1_000_000n, rate },
        draws: drawsOf({ seed: 1, stream: 'one' }),
      }).minOut,
    );
  expect(minOut('market')).toBeLessThan(2_000_000);
  expect(minOut('near')).toBeGreaterThan(2_000_000);
  expect(minOut('far')).toBeGreaterThan(2_500_000);
});
