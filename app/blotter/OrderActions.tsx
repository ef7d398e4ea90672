'use client';
import { AmendButton } from '../amending/AmendButton.tsx';
import { CancelButton } from '../cancelling/CancelButton.tsx';
import { useCancelShown } from '../cancelling/useCancelShown.ts';
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

const CANCEL_LOOK = `${BUTTON_LOOK.small} ml-1 w-17 px-0 max-lg:h-9 max-lg:w-24 max-lg:text-xs`;

/** The actions of a row: details, then amend the order while it rests and cancel the order while it is open, else repeat the swap or copy the id; for an unanswered placement, send it again. */
export function OrderActions(props: { row: BlotterRow; locale: string; amendable: boolean }) {
  const { row, locale, amendable } = props;
  const { placements } = useDesk();
  const { open } = useOpenedOrder();
  const repeat = useRepeatOrder();
  const { order, sending, key } = row;
  const swap = swapText(order, locale);
  const cancelShown = useCancelShown(order);
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
      {amendable && <AmendButton order={order} className={LOOK} />}
      {cancelShown ? (
        <CancelButton order={order} className={CANCEL_LOOK} />
      ) : (
        <>
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
        </>
      )}
    </span>
  );
}
