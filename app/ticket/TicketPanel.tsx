'use client';
import { type ComponentType, Suspense, useEffect, useRef, useState } from 'react';
import type { NoRouteReason } from '../../core/routing/route.ts';
import { useRefusal } from '../live/DeskContext.tsx';
import { VenueCards } from '../quotes/VenueCards.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { InfoIcon } from '../ui/icons.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { Panel } from '../ui/Panel.tsx';
import { showToast } from '../ui/toastQueue.ts';
import { whenIdle } from '../ui/whenIdle.ts';
import { AmountFields } from './AmountFields.tsx';
import type { ConfirmDialogProps } from './ConfirmDialog.tsx';
import { type FrozenQuote, pageTime } from './frozenQuote.ts';
import { ImpactNotice } from './ImpactNotice.tsx';
import { KindChoice } from './KindChoice.tsx';
import { OneClickToggle } from './OneClickToggle.tsx';
import { TicketActions } from './TicketActions.tsx';
import { useTicket } from './TicketContext.tsx';
import { useSwap } from './useSwap.ts';

const RouteFound = lazyPart(() => import('../quotes/RouteFound.tsx'));
const RefusalNote = lazyPart(() => import('./RefusalNote.tsx'));

const NO_ROUTE_ADVICE = {
  'no-pool': 'Choose another pair.',
  'zero-output': 'Try a larger amount.',
  'not-enough-liquidity': 'Try a smaller amount or another pair.',
  refused: 'Try another amount or another pair.',
} as const satisfies Record<NoRouteReason, string>;

const loadConfirmDialog = async () => (await import('./ConfirmDialog.tsx')).default;

/** The order ticket: the swap, the venues' quotes, the terms, and a button that names what is missing. */
export function TicketPanel({ onSent }: { onSent(): void }) {
  const { state, kind } = useTicket();
  const swap = useSwap();
  const refusal = useRefusal();
  const { blocker, live, band, sendsAtOnce } = swap;
  const review = useReview();
  const amount = useRef<HTMLInputElement>(null);
  const send = (frozen: FrozenQuote) => {
    review.close();
    if (swap.send(frozen)) onSent();
  };
  const submit = () => {
    if (blocker !== undefined || live === undefined) return;
    const frozen = { ...live, frozenAt: pageTime() };
    if (sendsAtOnce) send(frozen);
    else void review.open(frozen);
  };
  const label = sendsAtOnce ? kind.sendLabel(state) : kind.reviewLabel;
  return (
    <Panel title={kind.title} aside={<OneClickToggle />} className="shrink-0 lg:min-h-full" bodyClassName="p-3">
      <TicketActions focusAmount={() => focusWhole(amount.current)} submit={submit} submitLabel={label} />
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <KindChoice />
        <AmountFields amountRef={amount} />
        <Quotes />
        <kind.Terms />
        <kind.Fields />
        <ImpactNotice band={band} />
        {swap.noWorkers && (
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
      </form>
      {review.Dialog !== undefined && review.frozen !== undefined && (
        <review.Dialog
          kind={kind}
          open={review.isOpen}
          frozen={review.frozen}
          live={live}
          blocker={blocker}
          onAccept={review.accept}
          onConfirm={send}
          onClose={review.close}
          returnFocusTo={review.returnFocusTo}
        />
      )}
    </Panel>
  );
}

/** The venues and the engine's route; on a phone below the button. */
function Quotes() {
  const { state, quote } = useTicket();
  const { decision } = quote;
  return (
    <div className="flex flex-col gap-2.5 max-lg:order-1">
      <VenueCards decision={decision} tokenIn={state.tokenIn} tokenOut={state.tokenOut} />
      <div className="flex min-h-18 flex-col justify-center gap-1">
        {decision === undefined && (
          <p className="text-center text-muted">Enter an amount to compare the venues and see the route.</p>
        )}
        {decision?.kind === 'no-route' && (
          <p className="text-warn">
            No route: {decision.message}. {NO_ROUTE_ADVICE[decision.reason]}
          </p>
        )}
        {decision?.kind === 'route' && (
          <Suspense fallback={null}>
            <RouteFound decision={decision} />
          </Suspense>
        )}
      </div>
    </div>
  );
}

/** The confirm step: the quote under review, and the element that gets the focus back. Its dialog is loaded before it is needed. */
function useReview() {
  const [Dialog, setDialog] = useState<ComponentType<ConfirmDialogProps>>();
  const [frozen, setFrozen] = useState<FrozenQuote>();
  const [isOpen, setOpen] = useState(false);
  const returnFocusTo = useRef<HTMLElement>(null);
  useEffect(() => {
    return whenIdle(() => {
      // If loading fails now, it is loaded when it is needed.
      loadConfirmDialog().then(
        (loaded) => setDialog(() => loaded),
        () => undefined,
      );
    });
  }, []);
  return {
    Dialog,
    frozen,
    isOpen,
    returnFocusTo,
    async open(quote: FrozenQuote) {
      returnFocusTo.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      try {
        const loaded = Dialog ?? (await loadConfirmDialog());
        setDialog(() => loaded);
        setFrozen(quote);
        setOpen(true);
      } catch {
        showToast({
          tone: 'bad',
          title: 'The confirm step could not be loaded',
          description: 'Nothing was sent. Check your connection and try again.',
        });
      }
    },
    accept: setFrozen,
    close: () => setOpen(false),
  };
}

function focusWhole(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}
