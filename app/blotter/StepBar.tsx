import { phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { orderSteps } from './orderSteps.ts';

const LOOK = { done: 'bg-good', now: 'bg-accent pulse-soft', ahead: 'bg-line-strong' } as const;

/** How far an order has come, as five small bars; the words beside it say the same. */
export function StepBar({ order }: { order: OrderView }) {
  return (
    <span aria-hidden="true" className="flex max-w-40 gap-0.5">
      {orderSteps(order).map(({ status, state }) => (
        <span
          key={status}
          className={`h-0.75 flex-1 rounded-full ${phaseOf(status) === 'ended' ? 'bg-bad' : order.nextRunAt !== null && state === 'now' ? 'bg-warn' : LOOK[state]}`}
        />
      ))}
    </span>
  );
}
