'use client';
import { type ReactNode, useState } from 'react';
import {
  CONSENT_WORD,
  type Consent,
  type ImpactBand,
  impactBandOf,
  isConsented,
  NO_CONSENT,
} from '../quotes/impact.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { useNow } from '../ui/useNow.ts';
import { changePpm, type FrozenQuote, pageTime, QUOTE_LIVES_MS, whyOutdated } from './frozenQuote.ts';
import { ImpactConsent } from './ImpactConsent.tsx';
import { PriceUpdate } from './PriceUpdate.tsx';
import { QuoteAge } from './QuoteAge.tsx';
import { ReviewTerms } from './ReviewTerms.tsx';

const TICK_MS = 1_000;

/** The frozen quote with all its terms, and the button that sends exactly that; when it is no longer valid, the current one to accept. */
export function ReviewForm(props: {
  frozen: FrozenQuote;
  live: FrozenQuote | undefined;
  blocker: string | undefined;
  title: ReactNode;
  close: ReactNode;
  onAccept(quote: FrozenQuote): void;
  onConfirm(quote: FrozenQuote): void;
}) {
  const { frozen, live, blocker, onAccept, onConfirm } = props;
  const now = Math.max(useNow(TICK_MS, pageTime), frozen.frozenAt);
  const { isOutdated, renew } = useOutdated({ frozen, live, now });
  const ppm = frozen.decision.route.priceImpactPpm;
  const band = impactBandOf(ppm);
  const [consent, setConsent] = useConsent(band);
  const missing = isOutdated ? undefined : missingConsent(band, consent);
  const disabled = blocker ?? missing;
  const act = () => {
    if (disabled !== undefined) return;
    if (!isOutdated) onConfirm(frozen);
    else if (live !== undefined) {
      renew();
      onAccept({ ...live, frozenAt: pageTime() });
    }
  };
  return (
    <form
      className="flex min-h-0 flex-col short:overflow-y-auto"
      onSubmit={(event) => {
        event.preventDefault();
        act();
      }}
    >
      <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4">
        {props.title}
        <span className="ml-auto">
          <QuoteAge ageMs={now - frozen.frozenAt} outdated={isOutdated} />
        </span>
        {props.close}
      </header>
      <div className="flex min-h-0 flex-col gap-3 overflow-y-auto p-4 short:shrink-0 short:overflow-visible">
        <ReviewTerms frozen={frozen} />
        <ImpactConsent band={band} ppm={ppm} consent={consent} onConsent={setConsent} />
      </div>
      <footer className="shrink-0 border-t border-line p-4 short:contents">
        {/* Both states have the same height, so that the button does not move. */}
        <div
          role="status"
          className="mb-3 flex min-h-16 flex-col justify-center short:mb-0 short:shrink-0 short:px-4 short:pb-2"
        >
          {isOutdated && live !== undefined ? (
            <PriceUpdate frozen={frozen} live={live} changePpm={changePpm(frozen, live)} />
          ) : (
            <p className="text-2xs text-muted">
              You receive the minimum or more, or nothing is swapped. When the price gets worse, and after{' '}
              {QUOTE_LIVES_MS / TICK_MS} s, you are shown the present one first.
            </p>
          )}
        </div>
        <div className="short:sticky short:bottom-0 short:border-t short:border-line short:bg-panel short:p-2">
          <button
            type="submit"
            aria-disabled={disabled !== undefined}
            // The second click of a double click must not hit the button in its new state.
            onClick={(event) => event.detail > 1 && event.preventDefault()}
            className={BUTTON_LOOK.primary}
          >
            {disabled ?? (isOutdated ? 'Price updated — accept' : 'Confirm swap')}
          </button>
        </div>
      </footer>
    </form>
  );
}

function missingConsent(band: ImpactBand, consent: Consent): string | undefined {
  if (isConsented(band, consent)) return undefined;
  return band === 'type' ? `Type ${CONSENT_WORD} to go on` : 'Tick the box to go on';
}

/** Whether the quote is no longer valid. Once it is not, that stays so until it is renewed: the button never changes back by itself. */
function useOutdated(opts: { frozen: FrozenQuote; live: FrozenQuote | undefined; now: number }) {
  const [wasOutdated, setOutdated] = useState(false);
  const isOutdated = wasOutdated || whyOutdated(opts) !== undefined;
  if (isOutdated !== wasOutdated) setOutdated(isOutdated);
  return { isOutdated, renew: () => setOutdated(false) };
}

/** A confirmation of an impact applies only to its band. */
function useConsent(band: ImpactBand): [Consent, (consent: Consent) => void] {
  const [said, setSaid] = useState({ band, consent: NO_CONSENT });
  return [said.band === band ? said.consent : NO_CONSENT, (consent) => setSaid({ band, consent })];
}
