'use client';
import { type ReactNode, useId } from 'react';
import { setPreferences } from '../preferences/preferences.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { copiedInto } from './pastedAmount.ts';
import {
  customSlippage,
  DEFAULT_SLIPPAGE_BPS,
  SLIPPAGE_PRESETS,
  type SlippageChoice,
  slippageCaution,
  slippageToRemember,
} from './slippage.ts';

const SEGMENT =
  'h-7 max-lg:h-10 flex-1 rounded px-1.5 font-medium text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink aria-pressed:shadow-[inset_0_0_0_1px_var(--line-strong)]';

function segmentOf(choice: SlippageChoice): string {
  return choice.kind === 'preset' ? String(choice.bps) : choice.kind;
}

function choiceOf(value: string, locale: string): SlippageChoice {
  if (value === 'auto') return { kind: 'auto', bps: DEFAULT_SLIPPAGE_BPS };
  const preset = SLIPPAGE_PRESETS.find((one) => one.value === value);
  return preset === undefined ? customSlippage({ text: '', locale }) : { kind: 'preset', bps: preset.bps };
}

/** The slippage tolerance: the desk's choice, a preset, or the trader's own. */
export function SlippagePicker(props: {
  choice: SlippageChoice;
  onChoose(choice: SlippageChoice): void;
  /** True when the trader's own minimum applies instead. */
  overruled: boolean;
}) {
  const { choice, onChoose, overruled } = props;
  const locale = useLocale();
  const labelId = useId();
  const choose = (chosen: SlippageChoice) => {
    onChoose(chosen);
    const remembered = slippageToRemember(chosen);
    if (remembered !== undefined) setPreferences({ slippageBps: remembered });
  };
  const segment = (value: string) => ({
    isChosen: value === segmentOf(choice),
    onChoose: () => choose(choiceOf(value, locale)),
  });
  const caution = overruled ? undefined : slippageCaution(choice.bps);
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <span id={labelId} className="text-muted">
          Slippage
        </span>
        <div className="flex w-64 items-center gap-1 rounded-md bg-ground p-0.5">
          <fieldset aria-labelledby={labelId} className="flex min-w-0 flex-1 gap-0.5">
            <Segment {...segment('auto')} title={`Auto: ${DEFAULT_SLIPPAGE_BPS / 100}%`}>
              Auto
            </Segment>
            {SLIPPAGE_PRESETS.map(({ value, label }) => (
              <Segment key={value} {...segment(value)}>
                {label}
              </Segment>
            ))}
            {choice.kind === 'custom' ? null : <Segment {...segment('custom')}>Custom</Segment>}
          </fieldset>
          {choice.kind === 'custom' && (
            <label className="flex h-7 w-16 items-center max-lg:h-10 rounded bg-hover px-1.5 shadow-[inset_0_0_0_1px_var(--line-strong)] focus-within:shadow-[inset_0_0_0_1px_var(--accent)]">
              <input
                // The trader has just opened it.
                ref={focusOnce}
                aria-label="Custom slippage in percent"
                inputMode="decimal"
                autoComplete="off"
                value={choice.text}
                onChange={(event) => choose(customSlippage({ text: event.target.value, locale }))}
                {...copiedInto({ decimals: 2, locale, names: ['%'] }, (text) =>
                  choose(customSlippage({ text, locale })),
                )}
                className="w-full min-w-0 bg-transparent text-right outline-none max-sm:text-base"
              />
              <span className="pl-0.5 text-faint">%</span>
            </label>
          )}
        </div>
      </div>
      <p role="status" className="mt-0.5 -mb-2 flex h-4 items-center justify-end gap-1.5 text-2xs text-warn">
        {overruled && <span className="text-muted">Your own minimum applies instead.</span>}
        {caution !== undefined && (
          <>
            <WarningIcon className="size-3.5" />
            {caution}
          </>
        )}
      </p>
    </div>
  );
}

/** One of the choices: a plain button, because the page loads it first and the primitives would add weight. */
function Segment(props: { isChosen: boolean; onChoose: () => void; title?: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={props.isChosen}
      onClick={props.onChoose}
      title={props.title}
      className={SEGMENT}
    >
      {props.children}
    </button>
  );
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus();
}
