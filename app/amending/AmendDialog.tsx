'use client';
import { Dialog } from '@base-ui/react/dialog';
import { useRef } from 'react';
import { swapText } from '../order/orderOutcome.ts';
import { marketOf } from '../resting/marketPrice.ts';
import { termsText } from '../resting/restingWords.ts';
import { isResting, KIND_WORDS } from '../resting/rests.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { DIALOG_LOOK } from '../ui/dialogLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { CrossIcon, WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { AmendFields } from './AmendFields.tsx';
import type { OpenedAmendment } from './amending.ts';
import { useAmendment } from './useAmendment.ts';

/** Changes the prices, the amount or the expiry of an order that rests. With prices that were chosen elsewhere it is their confirmation. */
export default function AmendDialog({ opened, onClose }: { opened: OpenedAmendment; onClose(isSent: boolean): void }) {
  const locale = useLocale();
  const popup = useRef<HTMLDivElement>(null);
  const amendment = useAmendment({ opened, onDone: () => onClose(true) });
  const { live, seen, changed, read, error, isSending } = amendment;
  const isOver = !isResting(live);
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose(false)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={DIALOG_LOOK.backdrop} />
        <Dialog.Popup
          ref={popup}
          initialFocus={() =>
            popup.current?.querySelector<HTMLElement>(opened.prices === undefined ? 'input' : '[type=submit]')
          }
          // A key that is still held down from before does not confirm this step.
          onKeyDown={(event) => event.key === 'Enter' && event.repeat && event.preventDefault()}
          className={`${DIALOG_LOOK.popup} max-h-[calc(100dvh-2rem)] w-full max-lg:bottom-0 max-lg:rounded-b-none lg:top-1/2 lg:w-108 lg:-translate-y-1/2`}
        >
          <form
            noValidate
            className="flex min-h-0 flex-col"
            onSubmit={(event) => {
              event.preventDefault();
              if (isOver) onClose(false);
              else if (changed !== undefined) amendment.accept();
              else amendment.send();
            }}
          >
            <header className="flex h-12 shrink-0 items-center justify-between border-b border-line pr-3 pl-5">
              <Dialog.Title className="text-sm font-semibold">
                Amend {KIND_WORDS[seen.type]}: {swapText(seen, locale)}
              </Dialog.Title>
              <Dialog.Close
                aria-label="Close"
                className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-lg:size-11"
              >
                <CrossIcon />
              </Dialog.Close>
            </header>
            <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-5">
              {isOver ? (
                <Note>It no longer waits: it is being executed, or has ended. Nothing was changed.</Note>
              ) : (
                <>
                  <AmendFields amendment={amendment} market={marketOf(seen)} />
                  {changed !== undefined && (
                    <Note>
                      The order was changed meanwhile. Its present terms: {termsText(changed, locale)}. What you typed
                      is kept; nothing was sent.
                    </Note>
                  )}
                </>
              )}
              {error !== undefined && <ErrorNote error={error} />}
            </div>
            <footer className="flex shrink-0 gap-2 border-t border-line p-4 max-lg:flex-col-reverse lg:justify-end">
              <Dialog.Close className={`${BUTTON_LOOK.quiet} h-9 px-4 max-lg:h-11`}>
                {isOver ? 'Close' : 'Keep as it is'}
              </Dialog.Close>
              {!isOver && (
                <button
                  type="submit"
                  aria-disabled={isSending || (changed === undefined && read.input === undefined)}
                  className={`${BUTTON_LOOK.primary} lg:h-9 lg:w-auto`}
                >
                  {isSending
                    ? 'Amending…'
                    : changed !== undefined
                      ? 'Changed meanwhile: accept its terms'
                      : read.amended !== undefined && read.input === undefined
                        ? 'Nothing changed'
                        : 'Amend order'}
                </button>
              )}
            </footer>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <p role="alert" className="flex gap-2 rounded-md bg-warn-soft px-3 py-2">
      <WarningIcon className="mt-0.5 text-warn" />
      <span>{children}</span>
    </p>
  );
}
