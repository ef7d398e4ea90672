'use client';
import { type ReactNode, type RefObject, useId } from 'react';
import { formatAmount } from '../../core/amounts/format.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { fittedSize, TICKET_FIGURE } from '../ui/fittedSize.ts';
import { FlipIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { balanceOf, useBalances } from '../wallet/useBalances.ts';
import { AgainstMid, Available, FIELD, Value, Worth } from './AmountBox.tsx';
import { copiedInto, unitNames } from './pastedAmount.ts';
import { useTicket } from './TicketContext.tsx';
import { TokenPicker } from './TokenPicker.tsx';
import { SHARES, useShareOfBalance } from './useShareOfBalance.ts';

/** The paid and the received amount, one above the other, with the button between them that flips the tokens. */
export function AmountFields(props: {
  amountRef: RefObject<HTMLInputElement | null>;
  /** In place of the field of the received amount. */
  receive?: ReactNode;
}) {
  const { amountRef, receive = <ReceiveField /> } = props;
  const { dispatch } = useTicket();
  return (
    <div className="flex flex-col">
      <PayField amountRef={amountRef} />
      <div className="relative h-1.5">
        <button
          type="button"
          aria-label="Flip the tokens"
          title="Flip (F)"
          onClick={() => dispatch({ type: 'flip' })}
          className="absolute top-1/2 left-1/2 z-10 flex size-8 -translate-1/2 items-center justify-center rounded-full border-4 border-panel bg-raised text-muted hover:bg-hover hover:text-ink max-lg:size-10"
        >
          <FlipIcon className="size-3.5" />
        </button>
      </div>
      {receive}
    </div>
  );
}

function PayField({ amountRef }: { amountRef: RefObject<HTMLInputElement | null> }) {
  const { state, quote, dispatch } = useTicket();
  const { balances } = useBalances();
  const { setAmount, setShare, isPossible } = useShareOfBalance();
  const locale = useLocale();
  const id = useId();
  const { tokenIn } = state;
  const wrong = quote.amountProblem !== undefined && quote.amountProblem !== 'empty' && quote.amountProblem !== 'zero';
  return (
    <div className={FIELD}>
      <div className="flex h-6 items-center justify-between gap-2 max-lg:h-9">
        <label htmlFor={id} className="text-muted">
          You pay
        </label>
        <div className="flex items-center gap-1.5">
          <Available balance={balanceOf(balances, tokenIn.mint)?.available} token={tokenIn} />
          {SHARES.map(({ name, hotkey, divisor }) => (
            <button
              key={name}
              type="button"
              title={`${name} of the available balance (${hotkey.toUpperCase()})`}
              aria-disabled={!isPossible}
              onClick={() => setShare(divisor)}
              className={`${BUTTON_LOOK.small} border border-line aria-disabled:opacity-50 max-lg:h-9 max-lg:px-3.5`}
            >
              {name}
            </button>
          ))}
        </div>
      </div>
      <div className="mt-1 flex items-center gap-2">
        <input
          ref={amountRef}
          id={id}
          inputMode="decimal"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="0"
          aria-invalid={wrong}
          value={state.amountText}
          onChange={(event) => dispatch({ type: 'amount', text: event.target.value })}
          {...copiedInto({ decimals: tokenIn.decimals, locale, names: unitNames(tokenIn.symbol) }, (text) =>
            dispatch({ type: 'amount', text }),
          )}
          onBlur={() => quote.amountIn !== undefined && setAmount(quote.amountIn)}
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
      <Value>
        <Worth token={tokenIn} amount={quote.amountIn} />
      </Value>
    </div>
  );
}

function ReceiveField() {
  const { state, quote, dispatch } = useTicket();
  const { balances } = useBalances();
  const locale = useLocale();
  const { tokenOut } = state;
  const out = quote.decision?.kind === 'route' ? quote.decision.route.amountOut : undefined;
  const text = out === undefined ? '0' : formatAmount({ amount: out, decimals: tokenOut.decimals, locale });
  return (
    <div className={FIELD}>
      <div className="flex h-6 items-center justify-between gap-2">
        <span className="text-muted">You receive</span>
        <Available balance={balanceOf(balances, tokenOut.mint)?.available} token={tokenOut} />
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
      <Value>
        <Worth token={tokenOut} amount={out} />
        <AgainstMid out={out} />
      </Value>
    </div>
  );
}
