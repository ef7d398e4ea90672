'use client';
import { useEffect, useRef } from 'react';
import { formatAmount, formatAmountForInput } from '../../core/amounts/format.ts';
import type { ErrorCode } from '../../core/errors/engineError.ts';
import { tokenByMint } from '../../core/tokens/token.ts';
import { type Refusal, useDesk } from '../live/DeskContext.tsx';
import { orderPair } from '../market/typedPrice.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { DismissButton } from '../ui/DismissButton.tsx';
import { WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { useTopUp } from '../wallet/useTopUp.ts';
import { pricesOf } from './pricesOf.ts';
import { useTicket } from './TicketContext.tsx';

const TITLES: Partial<Record<ErrorCode, string>> = {
  INSUFFICIENT_BALANCE: 'Not enough balance',
  INTAKE_PAUSED: 'New orders are paused',
  CHAIN_CHANGED: 'The chain was replaced',
  TOO_MANY_REQUESTS: 'Too many orders at once',
  AMOUNT_TOO_SMALL: 'Amount too small',
  NOT_ENOUGH_LIQUIDITY: 'Not enough liquidity',
  NO_POOL: 'No pool for this pair',
  NO_ROUTE: 'No route',
  MARKET_UNAVAILABLE: 'No current prices',
  UNAUTHENTICATED: 'Your session has ended',
  IDEMPOTENCY_CONFLICT: 'Already used for another order',
  TRIGGER_WOULD_FIRE: 'Would be executed at once',
  TP_NOT_ABOVE_SL: 'Take profit and stop the wrong way round',
  TOO_MANY_OPEN_ORDERS: 'Too many open orders',
};

/** The last order that the server refused: the reason, that no funds moved, and the next step, in the server's own words. */
export default function RefusalNote({ refusal }: { refusal: Refusal }) {
  const desk = useDesk();
  const note = useRef<HTMLDivElement>(null);
  // It may be outside the visible area.
  useEffect(() => {
    note.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const { error } = refusal;
  const dismiss = () => desk.refusal.set(undefined);
  return (
    <div ref={note} role="alert" className="flex scroll-mb-18 gap-2.5 rounded-md border border-bad/40 bg-bad-soft p-3">
      <WarningIcon className="mt-0.5 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">
          {(error.code && TITLES[error.code]) ?? 'The order was refused'}
          <Concerned refusal={refusal} />
        </p>
        <p className="text-ink">{error.text}</p>
        <div className="mt-2 flex flex-wrap items-center gap-1.5">
          {error.code === 'INSUFFICIENT_BALANCE' && <TopUpButton onDone={dismiss} />}
          <PutBackButton refusal={refusal} onDone={dismiss} />
          {error.requestId !== undefined && (
            <span className="min-w-0 flex-1 truncate text-right font-mono text-2xs text-muted" title={error.requestId}>
              Request {error.requestId}
            </span>
          )}
        </div>
      </div>
      <DismissButton
        label="Dismiss"
        onDismiss={dismiss}
        look="-mt-1 -mr-1 size-6 shrink-0 rounded text-muted hover:text-ink"
      />
    </div>
  );
}

function orderOf({ placement }: Refusal) {
  const tokenIn = tokenByMint(placement.request.tokenIn);
  const tokenOut = tokenByMint(placement.request.tokenOut);
  if (tokenIn === undefined || tokenOut === undefined) return undefined;
  return { tokenIn, tokenOut, amountIn: BigInt(placement.request.amountIn) };
}

/** The refused order in a line. */
function Concerned({ refusal }: { refusal: Refusal }) {
  const locale = useLocale();
  const order = orderOf(refusal);
  if (order === undefined) return null;
  const { tokenIn, tokenOut, amountIn } = order;
  return (
    <span className="font-normal text-muted">
      {' '}
      · {formatAmount({ amount: amountIn, decimals: tokenIn.decimals, locale })} {tokenIn.symbol} to {tokenOut.symbol}
    </span>
  );
}

function TopUpButton({ onDone }: { onDone(): void }) {
  const { topUp, isPossible } = useTopUp();
  return (
    <button
      type="button"
      className={BUTTON_LOOK.quiet}
      aria-disabled={!isPossible}
      onClick={() => {
        if (!isPossible) return;
        topUp();
        onDone();
      }}
    >
      Top up
    </button>
  );
}

/** Puts the refused order back into the ticket. */
function PutBackButton({ refusal, onDone }: { refusal: Refusal; onDone(): void }) {
  const { dispatch } = useTicket();
  const locale = useLocale();
  const order = orderOf(refusal);
  if (order === undefined) return null;
  const { tokenIn, tokenOut, amountIn } = order;
  return (
    <button
      type="button"
      className={BUTTON_LOOK.quiet}
      onClick={() => {
        const amountText = formatAmountForInput({ amount: amountIn, decimals: tokenIn.decimals, locale });
        const { request } = refusal.placement;
        const prices = pricesOf({ request, pair: orderPair(tokenIn, tokenOut), locale });
        dispatch({ type: 'fill', kind: request.type ?? 'market', tokenIn, tokenOut, amountText, prices });
        onDone();
      }}
    >
      Put it back in the ticket
    </button>
  );
}
