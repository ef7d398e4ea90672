'use client';
import type { ReactNode } from 'react';
import { formatBasisPoints, formatCount, formatPercent } from '../../core/amounts/format.ts';
import type { PerformanceView } from '../../core/performance/performanceView.ts';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import { useLocale } from '../ui/useLocale.ts';
import { VenueMark } from '../ui/VenueName.tsx';
import { venueName, venueStyle } from '../ui/venueLook.ts';
import { Cents } from './holdingCells.tsx';

const PPM_PER_BPS = 100;

/** Summary of the trader's fills: their number, venues, slippage and fees. */
export function ResultsLine({ performance }: { performance: PerformanceView | undefined }) {
  const locale = useLocale();
  if (performance === undefined) return <div className="skeleton m-3 h-9" />;
  const { fills, unvaluedFills, fees } = performance;
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 border-t border-line px-3 py-2">
      <Fact name="Fills">
        {formatCount({ value: fills, locale })}
        {unvaluedFills > 0 && (
          <span className="text-2xs text-muted"> ({formatCount({ value: unvaluedFills, locale })} at cost)</span>
        )}
      </Fact>
      <Fact name="Average slippage">
        <AverageSlippage bps={performance.averageSlippageBps} />
      </Fact>
      <Fact name="Fees paid, USDC">
        <Cents value={Object.values(fees).reduce((sum, fee) => sum + BigInt(fee), 0n)} />
      </Fact>
      <Fact name="Executed at">
        <Wins wins={performance.wins} />
      </Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-2xs text-faint">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function AverageSlippage({ bps }: { bps: number | null }) {
  const locale = useLocale();
  if (bps === null) return <span className="text-faint">none yet</span>;
  const ppm = Math.round(bps * PPM_PER_BPS);
  if (ppm === 0) return '0 bps';
  const size = formatBasisPoints({ ppm: Math.abs(ppm), locale });
  return (
    <span className={ppm < 0 ? 'text-good' : 'text-bad'}>
      {ppm < 0 ? '+' : '−'}
      {size} bps <span className="text-2xs text-muted">{ppm < 0 ? 'more than quoted' : 'less than quoted'}</span>
    </span>
  );
}

type Place = { readonly id: string; readonly words: string; readonly count: number };

/** The venues of the fills: a bar, and the same in words. */
function Wins({ wins }: { wins: PerformanceView['wins'] }) {
  const locale = useLocale();
  const ids = [...new Set([...VENUES.map(({ id }) => id), ...Object.keys(wins.venues)])];
  const places: readonly Place[] = [
    ...ids.map((id) => ({ id, words: venueName(id), count: wins.venues[id] ?? 0 })),
    { id: '', words: 'Several', count: wins.split },
  ];
  const all = places.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return <span className="text-faint">no fills yet</span>;
  const share = (count: number) =>
    formatPercent({ ppm: Math.round((count * 1_000_000) / all), locale, maxFractionDigits: 0 });
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <span aria-hidden="true" className="flex h-1.5 w-32 gap-px overflow-hidden rounded-full">
        {places.map(({ id, count }) => (
          <span
            key={id}
            className={id === '' ? 'bg-accent' : 'venue bg-venue'}
            style={{ ...(id === '' ? {} : venueStyle(id)), flexGrow: count }}
          />
        ))}
      </span>
      {places.map(({ id, words, count }) => (
        <span key={id} className="inline-flex items-center gap-1.5 text-2xs text-muted">
          {id === '' ? <span aria-hidden="true" className="size-2.5 rounded-xs bg-accent" /> : <VenueMark venue={id} />}
          {words} {share(count)}
        </span>
      ))}
    </span>
  );
}
