'use client';
import { useDesk } from '../live/DeskContext.tsx';
import { useOpenedOrder } from '../navigation/openedOrder.ts';
import { useRepeatOrder } from '../navigation/useRepeatOrder.ts';
import { swapText } from '../order/orderOutcome.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { InfoIcon, RepeatIcon } from '../ui/icons.tsx';
import type { BlotterRow } from './blotterRow.ts';

const LOOK =
  'inline-grid size-6 shrink-0 place-items-center rounded align-middle text-faint hover:bg-hover hover:text-ink max-lg:size-11';

/** The actions of a row: details, repeat the swap, copy the id; for an unanswered placement, send it again. */
export function OrderActions({ row, locale }: { row: BlotterRow; locale: string }) {
  const { placements } = useDesk();
  const { open } = useOpenedOrder();
  const repeat = useRepeatOrder();
  const { order, sending, key } = row;
  const swap = swapText(order, locale);
  if (sending === 'old') {
    return (
      <span className="flex justify-end gap-1">
        <button
          type="button"
          className={BUTTON_LOOK.small}
          aria-label={`Send again: ${swap}`}
          onClick={() => placements.sendAgain(key)}
        >
          Send again
        </button>
        <button
          type="button"
          className={BUTTON_LOOK.small}
          aria-label={`Forget it: ${swap}`}
          onClick={() => placements.forget(key)}
        >
          Forget
        </button>
      </span>
    );
  }
  if (sending !== undefined) return null;
  return (
    <span className="flex items-center justify-end">
      <button
        type="button"
        className={LOOK}
        title="Details"
        aria-label={`Details of ${swap}`}
        onClick={() => open(order.orderId)}
      >
        <InfoIcon className="size-3.5" />
      </button>
      <button
        type="button"
        className={LOOK}
        title="Repeat (R)"
        aria-label={`Repeat ${swap}`}
        onClick={() => repeat(order)}
      >
        <RepeatIcon className="size-3.5" />
      </button>
      <CopyButton text={order.orderId} name={`id of the order ${swap}`} />
    </span>
  );
}
