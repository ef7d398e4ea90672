import type { ReactNode } from 'react';
import { type OrderPhase, type OrderStatus, phaseOf } from '../../core/order/lifecycle.ts';
import { STATUS_WORDS } from '../order/statusWords.ts';
import { CheckIcon, ClockIcon, CrossIcon } from '../ui/icons.tsx';

const LOOKS: Record<OrderPhase, { look: string; icon: ReactNode }> = {
  open: { look: 'bg-accent-soft text-accent', icon: <ClockIcon className="size-3.5" /> },
  done: { look: 'bg-good-soft text-good', icon: <CheckIcon className="size-3.5" /> },
  ended: { look: 'bg-bad-soft text-bad', icon: <CrossIcon className="size-3.5" /> },
};

/** The status of an order, by icon and word. */
export function StatusBadge({ status }: { status: OrderStatus }) {
  const { look, icon } = LOOKS[phaseOf(status)];
  return (
    <span className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 font-medium ${look}`}>
      {icon}
      {STATUS_WORDS[status]}
    </span>
  );
}
