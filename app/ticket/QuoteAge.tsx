import { QUOTE_LIVES_MS } from './frozenQuote.ts';

const RADIUS = 10;
const ROUND = 2 * Math.PI * RADIUS;
const SECOND_MS = 1_000;

/** The age of the quote: a ring that runs out with it; in words for readers who prefer no motion. */
export function QuoteAge({ ageMs, outdated }: { ageMs: number; outdated: boolean }) {
  const seconds = Math.floor(Math.min(ageMs, QUOTE_LIVES_MS) / SECOND_MS);
  const left = outdated ? 0 : 1 - Math.min(1, (ageMs + SECOND_MS) / (QUOTE_LIVES_MS + SECOND_MS));
  return (
    <span role="timer" aria-label="Age of the quote" className="inline-flex items-center gap-2 text-2xs text-muted">
      <span>{outdated ? 'Outdated' : `${seconds} s old`}</span>
      <svg aria-hidden="true" viewBox="0 0 24 24" width="22" height="22" fill="none" className="motion-reduce:hidden">
        <circle cx="12" cy="12" r={RADIUS} stroke="var(--line-strong)" strokeWidth="2.5" />
        <circle
          cx="12"
          cy="12"
          r={RADIUS}
          stroke={left < 1 / 3 ? 'var(--warn)' : 'var(--accent)'}
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - left)}
          transform="rotate(-90 12 12)"
          className="transition-[stroke-dashoffset] duration-1000 ease-linear"
        />
      </svg>
    </span>
  );
}
