'use client';
import { type ReactNode, useId } from 'react';
import { formatAmountForInput } from '../../../core/amounts/format.ts';
import { type TriggerSource, USUAL_CONFIRM_SLOTS } from '../../../core/order/trigger/triggerTerms.ts';
import type { Token } from '../../../core/tokens/token.ts';
import { ChevronDownIcon } from '../../ui/icons.tsx';
import { useLocale } from '../../ui/useLocale.ts';
import { copiedInto, unitNames } from '../pastedAmount.ts';
import { useTicket } from '../TicketContext.tsx';
import { SOURCE_WORDS } from './rates.ts';
import type { WorstPrice } from './restingKind.ts';
import { Segments } from './Segments.tsx';
import { ValidityChoice } from './ValidityChoice.tsx';

const SOURCES = [
  { value: 'mid', name: 'Mid', title: 'The mean mid price of the pools' },
  { value: 'index', name: 'Index', title: 'The index price' },
  { value: 'quote', name: 'Quote', title: 'What the whole amount would get, after fees' },
] as const satisfies readonly { value: TriggerSource; name: string; title: string }[];

/** What few orders need: the watched price, the slots that confirm it, worst prices and a floor, or those of the exit. Folded; its summary says what applies. */
export function AdvancedTerms(props: { worstPrices: readonly WorstPrice[]; armsExit: boolean; tokenOut: Token }) {
  const { worstPrices, armsExit, tokenOut } = props;
  const { state, dispatch } = useTicket();
  const { choices, prices } = state;
  const locale = useLocale();
  const source = choices.source ?? 'mid';
  const slots = choices.confirmSlots ?? '';
  const percent = (bps: number) => formatAmountForInput({ amount: BigInt(bps), decimals: 2, locale });
  const worst = worstPrices.map(({ field, usualBps }) => `${choices[field] || percent(usualBps)}%`).join(' / ');
  return (
    <details className="group rounded-lg border border-line">
      <summary className="flex h-9 cursor-pointer list-none items-center gap-2 rounded-lg px-3 font-medium text-muted hover:text-ink max-lg:h-11 [&::-webkit-details-marker]:hidden">
        {armsExit ? 'Advanced, exit' : 'Advanced'}
        <span className="min-w-0 flex-1 truncate text-right text-2xs font-normal text-faint group-open:invisible">
          {SOURCE_WORDS[source].name} · {slots || USUAL_CONFIRM_SLOTS} slots · worst {worst} below
        </span>
        <ChevronDownIcon className="shrink-0 text-faint group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-1.5 px-3 pb-3">
        <Segments
          label="Watches"
          width="w-56"
          options={SOURCES}
          chosen={source}
          onChoose={(value) => dispatch({ type: 'choices', choices: { source: value } })}
        />
        <Setting
          label="Confirmed by"
          text={slots}
          placeholder={String(USUAL_CONFIRM_SLOTS)}
          unit="slots in a row"
          onText={(confirmSlots) => dispatch({ type: 'choices', choices: { confirmSlots } })}
        />
        {worstPrices.map(({ field, label, usualBps }) => (
          <Setting
            key={field}
            label={label}
            text={choices[field] ?? ''}
            placeholder={percent(usualBps)}
            unit="% below the quote"
            onText={(text) => dispatch({ type: 'choices', choices: { [field]: text } })}
            copied={copiedInto({ decimals: 2, locale, names: ['%'] }, (text) =>
              dispatch({ type: 'choices', choices: { [field]: text } }),
            )}
          />
        ))}
        {armsExit ? (
          <ValidityChoice label="Exit valid" field="exitValidForSeconds" width="w-56" />
        ) : (
          <Setting
            label="Floor"
            text={prices.floor ?? ''}
            placeholder="none"
            unit={`${tokenOut.symbol} at least`}
            onText={(floor) => dispatch({ type: 'prices', prices: { floor } })}
            copied={copiedInto({ decimals: tokenOut.decimals, locale, names: unitNames(tokenOut.symbol) }, (floor) =>
              dispatch({ type: 'prices', prices: { floor } }),
            )}
          />
        )}
      </div>
    </details>
  );
}

function Setting(props: {
  label: ReactNode;
  text: string;
  placeholder: string;
  unit: string;
  onText(text: string): void;
  copied?: ReturnType<typeof copiedInto>;
}) {
  const { label, text, placeholder, unit, onText, copied } = props;
  const id = useId();
  return (
    <div className="flex h-8 items-center justify-between gap-3 max-lg:h-11">
      <label htmlFor={id} className="shrink-0 text-muted">
        {label}
      </label>
      <span className="flex w-56 shrink-0 items-center gap-2">
        <input
          id={id}
          aria-describedby={`${id}-unit`}
          inputMode="decimal"
          autoComplete="off"
          placeholder={placeholder}
          value={text}
          onChange={(event) => onText(event.target.value)}
          {...copied}
          className="h-7 w-20 min-w-0 rounded border border-line-strong bg-ground px-2 text-right placeholder:text-faint max-lg:h-10 max-sm:text-base"
        />
        <span id={`${id}-unit`} className="whitespace-nowrap text-muted">
          {unit}
        </span>
      </span>
    </div>
  );
}
