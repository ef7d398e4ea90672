import { phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { STATUS_TONES } from '../order/statusWords.ts';
import { orderSteps } from './orderSteps.ts';

const LOOK = { done: 'bg-good', now: 'bg-accent pulse-soft', ahead: 'bg-line-strong' } as const;

/** The bar of an end without an execution: red only for a failure. */
const END_LOOK = { busy: LOOK.now, good: LOOK.done, bad: 'bg-bad', note: 'bg-muted' } as const;

/** How far an order has come, as five small bars; the words beside it say the same. */
export function StepBar({ order }: { order: OrderView }) {
  return (
    <span aria-hidden="true" className="flex max-w-40 gap-0.5">
      {orderSteps(order).map(({ status, state }) => (
        <span
          key={status}
          className={`h-0.75 flex-1 rounded-full ${phaseOf(status) === 'ended' ? END_LOOK[STATUS_TONES[status]] : order.nextRunAt !== null && state === 'now' ? 'bg-warn' : LOOK[state]}`}
        />
      ))}
    </span>
  );
}
