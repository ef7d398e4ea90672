'use client';
import { type ReactNode, useState } from 'react';
import { formatAmount, formatAmountForInput, formatPercent, formatPrice } from '../../core/amounts/format.ts';
import type { Route } from '../../core/routing/route.ts';
import { ImpactText } from '../quotes/ImpactText.tsx';
import { EditIcon, SwapRateIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { useTicket } from './TicketContext.tsx';

/** The terms of the swap as it stands: rate, minimum, impact. Keeps its height while there is nothing to say. */
export function TicketTerms() {
  const { quote } = useTicket();
  const route = quote.decision?.kind === 'route' ? quote.decision.route : undefined;
  return (
    <dl className="flex flex-col gap-1">
      <Rate route={route} />
      <Minimum />
      <Term name="Price impact">{route === undefined ? '—' : <ImpactText ppm={route.priceImpactPpm} />}</Term>
      <Term name="Network fee and rent">Paid by the house</Term>
    </dl>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex h-6 items-center justify-between gap-3">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0 truncate text-right text-ink">{children}</dd>
    </div>
  );
}

function Rate({ route }: { route: Route | undefined }) {
  const { state } = useTicket();
  const locale = useLocale();
  const [inverted, setInverted] = useState(false);
  const { tokenIn, tokenOut } = state;
  if (route === undefined) return <Term name="Rate">—</Term>;
  const [base, quoteToken] = inverted ? [tokenOut, tokenIn] : [tokenIn, tokenOut];
  const price = formatPrice({
    numerator: inverted ? route.amountIn : route.amountOut,
    numeratorDecimals: quoteToken.decimals,
    denominator: inverted ? route.amountOut : route.amountIn,
    denominatorDecimals: base.decimals,
    locale,
  });
  return (
    <Term name="Rate">
      <button
        type="button"
        title="Invert the rate"
        onClick={() => setInverted(!inverted)}
        className="inline-flex items-center gap-1.5 rounded hover:text-accent"
      >
        1 {base.symbol} = {price} {quoteToken.symbol}
        <span className="sr-only">, invert the rate</span>
        <SwapRateIcon className="size-3.5 text-faint" />
      </button>
    </Term>
  );
}

/** The bound: from the slippage, or the trader's own. */
function Minimum() {
  const { state, quote, dispatch } = useTicket();
  const locale = useLocale();
  const { tokenOut, ownMinimumText } = state;
  if (ownMinimumText !== undefined) {
    return (
      <Term name="Own minimum">
        <span className="inline-flex h-6 items-center gap-1.5">
          <input
            aria-label="Own minimum received"
            inputMode="decimal"
            autoComplete="off"
            aria-invalid={quote.ownMinimumProblem !== undefined}
            value={ownMinimumText}
            onChange={(event) => dispatch({ type: 'own-minimum', text: event.target.value })}
            className="h-6 w-32 rounded border border-line-strong bg-ground px-1.5 text-right aria-invalid:border-bad max-sm:text-base"
          />
          {tokenOut.symbol}
          <button
            type="button"
            onClick={() => dispatch({ type: 'own-minimum', text: undefined })}
            className="rounded text-accent hover:underline"
          >
            Reset
          </button>
        </span>
      </Term>
    );
  }
  if (quote.minOut === undefined) return <Term name="Minimum received">—</Term>;
  const { minOut } = quote;
  const share = state.slippage.bps === undefined ? '' : formatPercent({ ppm: state.slippage.bps * 100, locale });
  return (
    <Term name="Minimum received">
      <span className="inline-flex items-center gap-1.5">
        <span title={`${share} below the quote`}>
          {formatAmount({ amount: minOut, decimals: tokenOut.decimals, locale })} {tokenOut.symbol}
        </span>
        <button
          type="button"
          aria-label="Set an own minimum"
          title="Set an own minimum"
          onClick={() =>
            dispatch({
              type: 'own-minimum',
              text: formatAmountForInput({ amount: minOut, decimals: tokenOut.decimals, locale }),
            })
          }
          className="rounded p-0.5 text-faint hover:text-ink"
        >
          <EditIcon className="size-3.5" />
        </button>
      </span>
    </Term>
  );
}
