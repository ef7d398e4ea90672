'use client';
import { useId } from 'react';
import { formatAmount, formatAmountForInput } from '../../core/amounts/format.ts';
import type { PlaceOrderRequest } from '../../core/order/placeOrder.ts';
import type { Token } from '../../core/tokens/token.ts';
import {
  useConnectionState,
  useDesk,
  useMarket,
  useMarketIsStale,
  useRefusal,
  useSession,
} from '../live/DeskContext.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { fittedSize, TICKET_FIGURE } from '../ui/fittedSize.ts';
import { CrossIcon, FlipIcon } from '../ui/icons.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { type Balance, balanceOf, useBalances } from '../wallet/useBalances.ts';
import { blockerOf } from './blocker.ts';
import { SlippagePicker } from './SlippagePicker.tsx';
import { useTicket } from './TicketContext.tsx';
import { TicketTerms } from './TicketTerms.tsx';
import { TokenPicker } from './TokenPicker.tsx';

/** The order ticket: what to swap, on which terms, and the button that says what is missing. */
export function TicketPanel({ onSent }: { onSent(): void }) {
  const { state, quote, dispatch } = useTicket();
  const { balances } = useBalances();
  const locale = useLocale();
  const available = balanceOf(balances, state.tokenIn.mint)?.available;
  const submit = useSubmit(available);
  const out = quote.decision?.kind === 'route' ? quote.decision.route.amountOut : undefined;
  return (
    <Panel title="Swap" className="shrink-0" bodyClassName="p-4">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (submit.send()) onSent();
        }}
      >
        <div className="relative flex flex-col gap-1.5">
          <PayField available={available} balances={balances} locale={locale} />
          <button
            type="button"
            aria-label="Flip the tokens"
            title="Flip"
            onClick={() => dispatch({ type: 'flip' })}
            className="absolute top-1/2 left-1/2 z-10 flex size-8 -translate-1/2 items-center justify-center rounded-full border-4 border-panel bg-raised text-muted hover:bg-hover hover:text-ink"
          >
            <FlipIcon className="size-3.5" />
          </button>
          <ReceiveField out={out} balances={balances} locale={locale} />
        </div>
        <SlippagePicker
          choice={state.slippage}
          overruled={state.ownMinimumText !== undefined}
          onChoose={(choice) => dispatch({ type: 'slippage', choice })}
        />
        <TicketTerms />
        <RefusalNote />
        <button type="submit" aria-disabled={submit.blocker !== undefined} className={BUTTON_LOOK.primary}>
          {submit.blocker ?? `Swap ${state.tokenIn.symbol} for ${state.tokenOut.symbol}`}
        </button>
      </form>
    </Panel>
  );
}

/** What the button says, and what it does: `send` says whether it sent. The bound that is sent is the one that was shown. */
function useSubmit(available: bigint | undefined): { blocker: string | undefined; send(): boolean } {
  const { state, quote, dispatch } = useTicket();
  const desk = useDesk();
  const session = useSession();
  const blocker = blockerOf({
    state,
    quote,
    session,
    connection: useConnectionState(),
    stale: useMarketIsStale(),
    hasMarket: useMarket() !== undefined,
    available,
  });
  return {
    blocker,
    send() {
      const slippageBps = state.slippage.bps;
      if (blocker !== undefined || session.status !== 'ready') return false;
      if (quote.amountIn === undefined || quote.minOut === undefined || slippageBps === undefined) return false;
      const request: Omit<PlaceOrderRequest, 'idempotencyKey'> = {
        type: 'market',
        tokenIn: state.tokenIn.mint,
        tokenOut: state.tokenOut.mint,
        amountIn: quote.amountIn.toString(),
        slippageBps,
        minOut: quote.minOut.toString(),
      };
      desk.refusal.set(undefined);
      desk.placements.place({ traderId: session.trader.traderId, request });
      dispatch({ type: 'sent' });
      return true;
    },
  };
}

type FieldProps = { balances: ReadonlyMap<string, Balance> | undefined; locale: string };

const FIELD = 'rounded-lg border border-line bg-ground px-3 pt-2 pb-2.5 focus-within:border-line-strong';

function PayField({ available, balances, locale }: FieldProps & { available: bigint | undefined }) {
  const { state, quote, dispatch } = useTicket();
  const id = useId();
  const { tokenIn } = state;
  const set = (amount: bigint) =>
    dispatch({ type: 'amount', text: formatAmountForInput({ amount, decimals: tokenIn.decimals, locale }) });
  const wrong = quote.amountProblem !== undefined && quote.amountProblem !== 'empty' && quote.amountProblem !== 'zero';
  return (
    <div className={FIELD}>
      <div className="flex h-6 items-center justify-between gap-2">
        <label htmlFor={id} className="text-muted">
          You pay
        </label>
        <div className="flex items-center gap-1.5">
          <Available balance={available} token={tokenIn} locale={locale} />
          {[
            { name: 'Half', divisor: 2n },
            { name: 'Max', divisor: 1n },
          ].map(({ name, divisor }) => (
            <button
              key={name}
              type="button"
              disabled={available === undefined || available === 0n}
              onClick={() => available !== undefined && set(available / divisor)}
              className={BUTTON_LOOK.small}
            >
              {name}
            </button>
          ))}
        </div>
      </div>
      <div className="mt-1 flex items-center gap-2">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="0"
          aria-invalid={wrong}
          value={state.amountText}
          onChange={(event) => dispatch({ type: 'amount', text: event.target.value })}
          onBlur={() => quote.amountIn !== undefined && set(quote.amountIn)}
          className={`h-9 w-full min-w-0 bg-transparent font-medium outline-none placeholder:text-faint aria-invalid:text-bad ${fittedSize(state.amountText, TICKET_FIGURE)}`}
        />
        <TokenPicker
          label="Token to pay"
          token={tokenIn}
          onChoose={(token) => dispatch({ type: 'token-in', token })}
          balances={balances}
          locale={locale}
        />
      </div>
    </div>
  );
}

function ReceiveField({ out, balances, locale }: FieldProps & { out: bigint | undefined }) {
  const { state, dispatch } = useTicket();
  const { tokenOut } = state;
  const text = out === undefined ? '0' : formatAmount({ amount: out, decimals: tokenOut.decimals, locale });
  return (
    <div className={FIELD}>
      <div className="flex h-6 items-center justify-between gap-2">
        <span className="text-muted">You receive, at the best route</span>
        <Available balance={balanceOf(balances, tokenOut.mint)?.available} token={tokenOut} locale={locale} />
      </div>
      <div className="mt-1 flex items-center gap-2">
        <output
          aria-label="You receive"
          aria-live="off"
          className={`h-9 w-full min-w-0 truncate leading-9! font-medium ${out === undefined ? 'text-faint' : 'text-ink'} ${fittedSize(text, TICKET_FIGURE)}`}
        >
          {text}
        </output>
        <TokenPicker
          label="Token to receive"
          token={tokenOut}
          onChoose={(token) => dispatch({ type: 'token-out', token })}
          balances={balances}
          locale={locale}
        />
      </div>
    </div>
  );
}

function Available({ balance, token, locale }: { balance: bigint | undefined; token: Token; locale: string }) {
  if (balance === undefined) return <span className="skeleton h-3.5 w-20" />;
  return (
    <span className="text-2xs text-faint">
      <span className="sr-only">Available: </span>
      {formatAmount({ amount: balance, decimals: token.decimals, locale, maxFractionDigits: 6 })} {token.symbol}
    </span>
  );
}

function RefusalNote() {
  const desk = useDesk();
  const refusal = useRefusal();
  if (refusal === undefined) return null;
  return (
    <ErrorNote
      error={refusal.error}
      action={
        <button
          type="button"
          aria-label="Dismiss"
          onClick={() => desk.refusal.set(undefined)}
          className="self-start rounded p-0.5 text-muted hover:text-ink"
        >
          <CrossIcon />
        </button>
      }
    />
  );
}
