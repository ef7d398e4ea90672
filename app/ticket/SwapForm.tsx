'use client';
import { type ComponentType, Suspense, useEffect, useRef, useState } from 'react';
import type { NoRouteReason } from '../../core/routing/route.ts';
import { VenueCards } from '../quotes/VenueCards.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { showToast } from '../ui/toastQueue.ts';
import { whenIdle } from '../ui/whenIdle.ts';
import { AmountFields } from './AmountFields.tsx';
import type { ConfirmDialogProps } from './ConfirmDialog.tsx';
import { focusWhole } from './focusWhole.ts';
import { type FrozenQuote, pageTime } from './frozenQuote.ts';
import { ImpactNotice } from './ImpactNotice.tsx';
import { SlippagePicker } from './SlippagePicker.tsx';
import { TicketActions } from './TicketActions.tsx';
import { useTicket } from './TicketContext.tsx';
import { TicketEnd } from './TicketEnd.tsx';
import { TicketTerms } from './TicketTerms.tsx';
import type { TicketFormProps } from './ticketKind.ts';
import { useSwap } from './useSwap.ts';

const RouteFound = lazyPart(() => import('../quotes/RouteFound.tsx'));

const NO_ROUTE_ADVICE = {
  'no-pool': 'Choose another pair.',
  'zero-output': 'Try a larger amount.',
  'not-enough-liquidity': 'Try a smaller amount or another pair.',
  refused: 'Try another amount or another pair.',
} as const satisfies Record<NoRouteReason, string>;

const loadConfirmDialog = async () => (await import('./ConfirmDialog.tsx')).default;

/** The form of a market order: the amounts, the venues' quotes, the terms, and a button that names what is missing. */
export function SwapForm({ onSent }: TicketFormProps) {
  const { state, dispatch } = useTicket();
  const swap = useSwap();
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
  const label = sendsAtOnce ? `Swap ${state.tokenIn.symbol} for ${state.tokenOut.symbol}` : 'Review swap';
  return (
    <>
      <TicketActions focusAmount={() => focusWhole(amount.current)} submit={submit} submitLabel={label} hasSlippage />
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <AmountFields amountRef={amount} />
        <Quotes />
        <TicketTerms />
        <SlippagePicker
          choice={state.slippage}
          overruled={state.ownMinimumText !== undefined}
          onChoose={(choice) => dispatch({ type: 'slippage', choice })}
        />
        <ImpactNotice band={band} />
        <TicketEnd blocker={blocker} label={label} noWorkers={swap.noWorkers} />
      </form>
      {review.Dialog !== undefined && review.frozen !== undefined && (
        <review.Dialog
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
    </>
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
