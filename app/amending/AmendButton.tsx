'use client';
import type { OrderView } from '../../core/order/orderView.ts';
import { swapText } from '../order/orderOutcome.ts';
import { isResting } from '../resting/rests.ts';
import { EditIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { openAmendment } from './openAmendment.ts';

/** Opens the amendment of an order; nothing for an order that does not rest. */
export function AmendButton({ order, className, words }: { order: OrderView; className: string; words?: string }) {
  const locale = useLocale();
  if (!isResting(order)) return null;
  return (
    <button type="button" title="Amend (E)" className={className} onClick={() => openAmendment({ order })}>
      <EditIcon className="size-3.5" />
      {words}
      <span className="sr-only">
        {words === undefined ? 'Amend' : ''} {swapText(order, locale)}
      </span>
    </button>
  );
}
