'use client';
import { useId } from 'react';
import { rateBelow } from '../../../core/order/trigger/rate.ts';
import { priceText } from '../../market/midPrice.ts';
import { priceOfRate } from '../../market/typedPrice.ts';
import { BUTTON_LOOK } from '../../ui/buttonLook.ts';
import { useLocale } from '../../ui/useLocale.ts';
import { FIELD, Value } from '../AmountBox.tsx';
import { copiedInto } from '../pastedAmount.ts';
import { customSlippage } from '../slippage.ts';
import { useTicket } from '../TicketContext.tsx';
import { SOURCE_WORDS } from './rates.ts';
import type { RestingFieldsProps } from './restingKind.ts';

const PRESETS = ['1', '2', '5', '10'] as const;

/** The distance of a trailing stop, percent, and where it would be from the present price. */
export function TrailField({ pair, rates }: RestingFieldsProps) {
  const { state, dispatch } = useTicket();
  const locale = useLocale();
  const id = useId();
  const text = state.choices.trail ?? '';
  const setTrail = (trail: string) => dispatch({ type: 'choices', choices: { trail } });
  const source = state.choices.source ?? 'mid';
  const rate = rates[source];
  const bps = customSlippage({ text, locale }).bps;
  const shown = (at: typeof rate) =>
    at === undefined ? '—' : priceText({ ratio: priceOfRate(at, pair), ...pair, locale });
  return (
    <div className={FIELD}>
      <div className="flex h-6 items-center justify-between gap-2 max-lg:h-9">
        <label htmlFor={id} className="text-muted">
          Trail
        </label>
        <div className="flex gap-1">
          {PRESETS.map((percent) => (
            <button
              key={percent}
              type="button"
              aria-label={`Trail: ${percent}%`}
              onClick={() => setTrail(percent)}
              className={`${BUTTON_LOOK.small} border border-line max-lg:h-9 max-lg:px-3`}
            >
              {percent}%
            </button>
          ))}
        </div>
      </div>
      <div className="mt-1 flex items-center gap-2">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          placeholder="0"
          value={text}
          onChange={(event) => setTrail(event.target.value)}
          {...copiedInto({ decimals: 2, locale, names: ['%'] }, setTrail)}
          className="h-9 w-full min-w-0 bg-transparent text-2xl font-medium outline-none placeholder:text-faint"
        />
        <span className="shrink-0 text-muted">% from the best price</span>
      </div>
      <Value>
        <span>
          {SOURCE_WORDS[source].name} {shown(rate)}
        </span>
        {rate !== undefined && bps !== undefined && bps > 0 && (
          <span>· from here it fires at {shown(rateBelow(rate, bps))}</span>
        )}
      </Value>
    </div>
  );
}
