import type { OrderEventView } from '../../core/order/orderView.ts';

/** The output of the last attempt's route, base units; undefined before any attempt had a route. */
export function expectedOut(events: readonly OrderEventView[]): bigint | undefined {
  const building = events.findLast((event) => event.status === 'building');
  if (building?.status !== 'building' || building.data.decision.kind !== 'route') return undefined;
  return BigInt(building.data.decision.route.amountOut);
}

/** Decimals of a slippage in basis points, in Realised. */
export const BPS_DECIMALS = 6;
const SCALE = 10_000n * 10n ** BigInt(BPS_DECIMALS);

/** The comparison of an execution with the expectation. */
export type Realised = {
  readonly side: 'better' | 'worse' | 'exact';
  /** Received less expected, base units without a sign. */
  readonly difference: bigint;
  /** The difference as millionths of a basis point of the expected amount, without a sign, rounded down. */
  readonly microBps: bigint;
};

/** Compares the received with the expected amount, base units of the same token. */
export function realisedOf(opts: { expected: bigint; received: bigint }): Realised {
  const { expected, received } = opts;
  const difference = received > expected ? received - expected : expected - received;
  return {
    side: received > expected ? 'better' : received < expected ? 'worse' : 'exact',
    difference,
    microBps: expected === 0n ? 0n : (difference * SCALE) / expected,
  };
}
