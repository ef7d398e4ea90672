'use client';
import { useId } from 'react';
import { formatPercent } from '../../core/amounts/format.ts';
import { CONSENT_WORD, type Consent, type ImpactBand } from '../quotes/impact.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** Asks for the confirmation that the band of the price impact requires: a tick, or a word. */
export function ImpactConsent(props: {
  band: ImpactBand;
  ppm: number;
  consent: Consent;
  onConsent(consent: Consent): void;
}) {
  const { band, ppm, consent, onConsent } = props;
  const locale = useLocale();
  const id = useId();
  if (band !== 'acknowledge' && band !== 'type') return null;
  const impact = formatPercent({ ppm, locale });
  return (
    <div
      className={`flex gap-2.5 rounded-md border p-3 ${band === 'type' ? 'border-bad/50 bg-bad-soft' : 'border-warn/50 bg-warn-soft'}`}
    >
      <WarningIcon className={`mt-0.5 ${band === 'type' ? 'text-bad' : 'text-warn'}`} />
      {band === 'acknowledge' ? (
        <label className="flex flex-1 items-start gap-2.5">
          <span className="flex-1">
            This swap moves the price by <b>{impact}</b>: that much less than at the mid price. I want to swap anyway.
          </span>
          <input
            data-consent
            type="checkbox"
            checked={consent.ticked}
            onChange={(event) => onConsent({ ...consent, ticked: event.target.checked })}
            className="mt-0.5 size-5 shrink-0 accent-accent-strong"
          />
        </label>
      ) : (
        <div className="flex-1">
          <label htmlFor={id}>
            This swap moves the price by <b>{impact}</b>. To swap anyway, type <b>{CONSENT_WORD}</b>.
          </label>
          <input
            data-consent
            id={id}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            value={consent.typed}
            onChange={(event) => onConsent({ ...consent, typed: event.target.value })}
            className="mt-2 h-9 w-full rounded-md border border-line-strong bg-ground px-2.5 font-medium max-sm:text-base"
          />
        </div>
      )}
    </div>
  );
}
