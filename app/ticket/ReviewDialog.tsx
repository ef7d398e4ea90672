'use client';
import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, type RefObject, useRef } from 'react';
import { DIALOG_LOOK } from '../ui/dialogLook.ts';
import { CrossIcon } from '../ui/icons.tsx';
import { pageTime } from './frozenQuote.ts';

export type ReviewDialogProps = {
  open: boolean;
  /** When the step was opened, see pageTime. */
  openedAt: number;
  title: string;
  onClose(): void;
  returnFocusTo: RefObject<HTMLElement | null>;
  /** The form, with the step's title and its close button to put into it. */
  children(parts: { title: ReactNode; close: ReactNode }): ReactNode;
};

/** The second click of a double click on the button that opens the step must not hit the dialog's buttons. */
const DOUBLE_CLICK_MS = 500;

/** A confirm step over the desk; on a phone a sheet from below. */
export function ReviewDialog({ open, openedAt, title, onClose, returnFocusTo, children }: ReviewDialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next, { reason }) => {
        const isDoubleClick = reason === 'outside-press' && pageTime() - openedAt < DOUBLE_CLICK_MS;
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
          {children({
            title: <Dialog.Title className="text-sm font-semibold">{title}</Dialog.Title>,
            close: (
              <Dialog.Close
                aria-label="Back to the ticket"
                className="-mr-2 grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-lg:size-11"
              >
                <CrossIcon />
              </Dialog.Close>
            ),
          })}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
