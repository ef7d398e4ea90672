'use client';
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useRef } from 'react';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { DIALOG_LOOK } from '../ui/dialogLook.ts';

/** Asks before all open orders are cancelled. `count` is that of now, in words; undefined when none is left. */
export default function CancelAllDialog(props: {
  open: boolean;
  count: string | undefined;
  onConfirm(): void;
  onClose(): void;
}) {
  const { open, count, onConfirm, onClose } = props;
  const confirm = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={DIALOG_LOOK.backdrop} />
        <AlertDialog.Popup
          initialFocus={confirm}
          // A key that is still held down from before has said nothing about this step.
          onKeyDown={(event) => event.key === 'Enter' && event.repeat && event.preventDefault()}
          className={`${DIALOG_LOOK.popup} w-full gap-2 p-5 max-lg:bottom-0 max-lg:rounded-b-none lg:top-1/2 lg:w-104 lg:-translate-y-1/2`}
        >
          <AlertDialog.Title className="text-base font-semibold">
            {count === undefined ? 'No open orders are left' : `Cancel ${count}?`}
          </AlertDialog.Title>
          <AlertDialog.Description className="text-muted">
            {count === undefined
              ? 'All of them have ended meanwhile.'
              : 'Every open order of this wallet, whatever the list shows. What was not executed is cancelled and its amount released; a transaction that was already sent may still land.'}
          </AlertDialog.Description>
          <div className="mt-3 flex gap-2 max-lg:flex-col-reverse lg:justify-end">
            <AlertDialog.Close className={`${BUTTON_LOOK.quiet} h-9 px-4 max-lg:h-11`}>
              {count === undefined ? 'Close' : 'Keep open'}
            </AlertDialog.Close>
            {count !== undefined && (
              <button
                ref={confirm}
                type="button"
                className={`${BUTTON_LOOK.primary} lg:h-9 lg:w-auto`}
                onClick={onConfirm}
              >
                Cancel {count}
              </button>
            )}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
