import type { ReactNode } from 'react';
import type { OrderStatus } from '../../core/order/lifecycle.ts';
import { STATUS_TONES, STATUS_WORDS, type StatusTone } from '../order/statusWords.ts';
import { CheckIcon, ClockIcon, CrossIcon } from '../ui/icons.tsx';

const LOOKS: Record<StatusTone, { look: string; icon: ReactNode }> = {
  busy: { look: 'bg-accent-soft text-accent', icon: <ClockIcon className="size-3.5" /> },
  good: { look: 'bg-good-soft text-good', icon: <CheckIcon className="size-3.5" /> },
  bad: { look: 'bg-bad-soft text-bad', icon: <CrossIcon className="size-3.5" /> },
  note: { look: 'bg-raised text-muted', icon: <CrossIcon className="size-3.5" /> },
};

/** The status of an order, by icon and word. */
export function StatusBadge({ status }: { status: OrderStatus }) {
  const { look, icon } = LOOKS[STATUS_TONES[status]];
  return (
    <span className={`inline-flex h-6 shrink-0 items-center gap-1.5 rounded-full px-2.5 font-medium ${look}`}>
      {icon}
      {STATUS_WORDS[status]}
    </span>
  );
}
