'use client';
import { formatAmount, formatAmountForInput, formatPercent } from '../../core/amounts/format.ts';
import { EditIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { copiedInto, unitNames } from './pastedAmount.ts';
import { Term } from './Term.tsx';
import { useTicket } from './TicketContext.tsx';

/** The minimum output: from the slippage, or the trader's own. */
export function MinimumTerm() {
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
            {...copiedInto({ decimals: tokenOut.decimals, locale, names: unitNames(tokenOut.symbol) }, (text) =>
              dispatch({ type: 'own-minimum', text }),
            )}
            className="h-6 w-32 rounded border border-line-strong bg-ground px-1.5 text-right aria-invalid:border-bad max-sm:text-base"
          />
          {tokenOut.symbol}
          <button
            type="button"
            onClick={() => dispatch({ type: 'own-minimum', text: undefined })}
            className="h-6 rounded text-accent hover:underline"
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
      <span className="inline-flex h-6 items-center gap-1">
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
          className="-mr-1 grid size-6 place-items-center rounded text-faint hover:text-ink"
        >
          <EditIcon className="size-3.5" />
        </button>
      </span>
    </Term>
  );
}
