'use client';
import { Dialog } from '@base-ui/react/dialog';
import { type RefObject, useRef } from 'react';
import { DIALOG_LOOK } from '../ui/dialogLook.ts';
import { CrossIcon } from '../ui/icons.tsx';
import { type FrozenQuote, pageTime } from './frozenQuote.ts';
import { ReviewForm } from './ReviewForm.tsx';
import type { TicketKind } from './ticketKind.ts';

export type ConfirmDialogProps = {
  kind: TicketKind;
  open: boolean;
  frozen: FrozenQuote;
  /** The current quote; undefined while there is none. */
  live: FrozenQuote | undefined;
  /** The obstacle to sending the ticket now, in words. */
  blocker: string | undefined;
  onAccept(quote: FrozenQuote): void;
  onConfirm(quote: FrozenQuote): void;
  onClose(): void;
  returnFocusTo: RefObject<HTMLElement | null>;
};

/** The second click of a double click on the button that opens the step must not hit the dialog's buttons. */
const DOUBLE_CLICK_MS = 500;

/** The confirm step over the desk; on a phone a sheet from below. */
export default function ConfirmDialog(props: ConfirmDialogProps) {
  const { kind, open, frozen, live, blocker, onAccept, onConfirm, onClose, returnFocusTo } = props;
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next, { reason }) => {
        const isDoubleClick = reason === 'outside-press' && pageTime() - frozen.frozenAt < DOUBLE_CLICK_MS;
        if (!next && !isDoubleClick) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={DIALOG_LOOK.backdrop} />
        <Dialog.Popup
          ref={popup}
          initialFocus={() =>
            popup.current?.querySelector<HTMLElement>('[data-consent]') ??
            popup.current?.querySelector<HTMLElement>('[type=submit]')
          }
          finalFocus={returnFocusTo}
          // A key that is still held down from before does not confirm this step.
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            if (event.repeat) event.preventDefault();
            else if (event.metaKey || event.ctrlKey) {
              event.preventDefault();
              popup.current?.querySelector('form')?.requestSubmit();
            }
          }}
          className={`${DIALOG_LOOK.popup} max-h-[calc(100dvh-2rem)] w-full max-lg:bottom-0 max-lg:rounded-b-none lg:top-1/2 lg:w-108 lg:-translate-y-1/2`}
        >
          <ReviewForm
            kind={kind}
            frozen={frozen}
            live={live}
            blocker={blocker}
            onAccept={onAccept}
            onConfirm={onConfirm}
            title={<Dialog.Title className="text-sm font-semibold">{kind.reviewLabel}</Dialog.Title>}
            close={
              <Dialog.Close
                aria-label="Back to the ticket"
                className="-mr-2 grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-lg:size-11"
              >
                <CrossIcon />
              </Dialog.Close>
            }
          />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
