import { isFinal, type OrderStatus, phaseOf, statusesIn } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';

/** One step of an order: `at` is the time when it was reached, if known. */
export type OrderStep = {
  readonly status: OrderStatus;
  readonly state: 'done' | 'now' | 'ahead';
  readonly at: string | undefined;
};

const WAY: readonly OrderStatus[] = statusesIn('open');

/**
 * The steps of an order's current attempt, in order; the last one is its end, or the expected end. A failed order shows the steps that it went
 * through, and the end; one that ended while it rested shows none of its earlier attempts.
 */
export function orderSteps(order: Pick<OrderView, 'status' | 'attempt' | 'steps'>): OrderStep[] {
  const atOf = (status: OrderStatus): string | undefined =>
    order.steps.findLast((step) => step.status === status && (status === 'pending' || step.attempt === order.attempt))
      ?.at;
  const missed = phaseOf(order.status) === 'ended';
  const end = missed ? order.status : 'confirmed';
  const restedLast = order.steps.at(-2)?.status === 'pending';
  const reached = missed
    ? WAY.filter((status) => atOf(status) !== undefined && (!restedLast || status === 'pending'))
    : WAY;
  const position = WAY.indexOf(order.status);
  const steps = reached.map((status, i): OrderStep => {
    const state = isFinal(order.status) || i < position ? 'done' : i === position ? 'now' : 'ahead';
    return { status, state, at: state === 'ahead' ? undefined : atOf(status) };
  });
  return [...steps, { status: end, state: isFinal(order.status) ? 'done' : 'ahead', at: atOf(end) }];
}
