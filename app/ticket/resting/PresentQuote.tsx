'use client';
import { formatAmount } from '../../../core/amounts/format.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { useBalances } from '../../wallet/useBalances.ts';
import { AgainstMid, FIELD } from '../AmountBox.tsx';
import { useTicket } from '../TicketContext.tsx';
import { TokenPicker } from '../TokenPicker.tsx';

/** What the whole amount would get if the order were executed now, and the token to receive. */
export function PresentQuote() {
  const { state, quote, dispatch } = useTicket();
  const { balances } = useBalances();
  const locale = useLocale();
  const { tokenOut } = state;
  const out = quote.decision?.kind === 'route' ? quote.decision.route.amountOut : undefined;
  return (
    <div className={`${FIELD} flex items-center justify-between gap-2`}>
      <span className="min-w-0">
        <span className="block text-muted">Would get now</span>
        <output aria-label="Would get now" aria-live="off" className="flex gap-1.5 truncate">
          {out === undefined ? (
            <span className="text-faint">{quote.decision === undefined ? '—' : 'no route'}</span>
          ) : (
            formatAmount({ amount: out, decimals: tokenOut.decimals, locale })
          )}
          <span className="text-faint">
            <AgainstMid out={out} />
          </span>
        </output>
      </span>
      <TokenPicker
        label="Token to receive"
        token={tokenOut}
        onChoose={(token) => dispatch({ type: 'token-out', token })}
        balances={balances}
        locale={locale}
      />
    </div>
  );
}
