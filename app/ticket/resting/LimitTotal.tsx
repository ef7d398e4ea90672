'use client';
import { useId } from 'react';
import { formatAmount } from '../../../core/amounts/format.ts';
import { fittedSize, TICKET_FIGURE } from '../../ui/fittedSize.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { balanceOf, useBalances } from '../../wallet/useBalances.ts';
import { Available, FIELD, Value } from '../AmountBox.tsx';
import { copiedInto, unitNames } from '../pastedAmount.ts';
import { useTicket } from '../TicketContext.tsx';
import { TokenPicker } from '../TokenPicker.tsx';
import type { RestingFieldsProps } from './restingKind.ts';
import { useLimitTexts } from './useLimitTexts.ts';

/** The least that a limit order receives: follows from its price, or is typed and determines that. */
export function LimitTotal({ pair, rates }: RestingFieldsProps) {
  const { dispatch } = useTicket();
  const { balances } = useBalances();
  const locale = useLocale();
  const id = useId();
  const { total } = useLimitTexts(pair);
  const { tokenOut } = pair;
  const names = unitNames(tokenOut.symbol);
  const setTotal = (text: string) => dispatch({ type: 'prices', prices: { total: text, limit: undefined } });
  return (
    <div className={FIELD}>
      <div className="flex h-6 items-center justify-between gap-2">
        <label htmlFor={id} className="text-muted">
          You receive at least
        </label>
        <Available balance={balanceOf(balances, tokenOut.mint)?.available} token={tokenOut} />
      </div>
      <div className="mt-1 flex items-center gap-2">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="0"
          value={total}
          onChange={(event) => setTotal(event.target.value)}
          {...copiedInto({ decimals: tokenOut.decimals, locale, names }, setTotal)}
          className={`h-9 w-full min-w-0 bg-transparent font-medium outline-none placeholder:text-faint ${fittedSize(total, TICKET_FIGURE)}`}
        />
        <TokenPicker
          label="Token to receive"
          token={tokenOut}
          onChoose={(token) => dispatch({ type: 'token-out', token })}
          balances={balances}
          locale={locale}
        />
      </div>
      <Value>
        {rates.quote !== undefined && (
          <span>
            Your size would get {formatAmount({ amount: rates.quote.numerator, decimals: tokenOut.decimals, locale })}{' '}
            now
          </span>
        )}
      </Value>
    </div>
  );
}
