'use client';
import type { OrderView } from '../../core/order/orderView.ts';
import { swapText } from '../order/orderOutcome.ts';
import { useFocusHandedOn } from '../ui/useFocusHandedOn.ts';
import { useLocale } from '../ui/useLocale.ts';
import { useCancelOrder } from './useCancelOrder.ts';

const WORDS = { ready: 'Cancel', asked: 'Cancelling…', too_late: 'Too late', over: 'Cancel' } as const;
const TITLES = {
  ready: 'Cancel this order',
  asked: 'Waiting for the answer',
  too_late: 'Its transaction was already sent and may still land; no further attempt follows.',
  over: 'The order has ended',
} as const;

/** The row, card or page that the button stands in. */
const placeOf = (button: HTMLElement) => button.parentElement?.closest<HTMLElement>('[tabindex]');

/** Cancels an order. It stays focusable while its request is under way. */
export function CancelButton({ order, className }: { order: OrderView; className: string }) {
  const { state, cancel } = useCancelOrder(order);
  const locale = useLocale();
  const button = useFocusHandedOn<HTMLButtonElement>(placeOf);
  return (
    <button
      ref={button}
      type="button"
      aria-disabled={state !== 'ready'}
      title={TITLES[state]}
      className={`${className} aria-disabled:opacity-50`}
      onClick={cancel}
    >
      {WORDS[state]}
      <span className="sr-only"> {swapText(order, locale)}</span>
    </button>
  );
}
