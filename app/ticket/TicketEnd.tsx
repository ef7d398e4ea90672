'use client';
import { Suspense } from 'react';
import { useRefusal } from '../live/DeskContext.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { InfoIcon } from '../ui/icons.tsx';
import { lazyPart } from '../ui/lazyPart.ts';

const RefusalNote = lazyPart(() => import('./RefusalNote.tsx'));

/** The end of every ticket's form: the last refusal, and the button, which names what is missing. */
export function TicketEnd(props: { blocker: string | undefined; label: string; noWorkers: boolean }) {
  const { blocker, label, noWorkers } = props;
  const refusal = useRefusal();
  return (
    <>
      {noWorkers && (
        <p className="flex items-center gap-1.5 text-2xs text-warn">
          <InfoIcon className="size-3.5" />
          No worker is running: an order is accepted and waits until one is back.
        </p>
      )}
      {refusal !== undefined && (
        <Suspense fallback={null}>
          <RefusalNote key={refusal.placement.request.idempotencyKey} refusal={refusal} />
        </Suspense>
      )}
      {/* Visible at any scroll position of the ticket. */}
      <div className="sticky bottom-0 z-20 -mx-3 -mb-3 bg-panel p-3 pt-2 max-lg:-bottom-2 max-lg:mb-0 max-lg:border-b max-lg:border-line short:p-1.5 short:max-lg:-bottom-1 lg:rounded-b-lg">
        <button type="submit" aria-disabled={blocker !== undefined} className={BUTTON_LOOK.primary}>
          {blocker ?? label}
        </button>
      </div>
    </>
  );
}
