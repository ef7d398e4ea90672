import type { ReactNode } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { type StatusTone, statusTone, statusWord } from '../order/statusWords.ts';
import { isResting } from '../resting/rests.ts';
import { CheckIcon, ClockIcon, CrossIcon } from '../ui/icons.tsx';

const LOOKS: Record<StatusTone, { look: string; icon: ReactNode }> = {
  busy: { look: 'bg-accent-soft text-accent', icon: <ClockIcon className="size-3.5" /> },
  good: { look: 'bg-good-soft text-good', icon: <CheckIcon className="size-3.5" /> },
  bad: { look: 'bg-bad-soft text-bad', icon: <CrossIcon className="size-3.5" /> },
  note: { look: 'bg-raised text-muted', icon: <CrossIcon className="size-3.5" /> },
};

/** The status of an order, by icon and word. */
export function StatusBadge({ order }: { order: Pick<OrderView, 'type' | 'status'> }) {
  const { look, icon } = LOOKS[statusTone(order)];
  return (
    <span className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 font-medium ${look}`}>
      {isResting(order) ? LOOKS.busy.icon : icon}
      {statusWord(order)}
    </span>
  );
}
