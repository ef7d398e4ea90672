'use client';
import { formatPercent } from '../../core/amounts/format.ts';
import type { Leg, Route } from '../../core/routing/route.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { ArrowRightIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';
import { poolFeePpm } from './poolFee.ts';

type DrawnRoute = Pick<Route, 'kind' | 'mintIn' | 'mintOut' | 'amountIn' | 'legs'>;

/** The way that the tokens take: one pool, two side by side with their shares, or two in a row; each with its pool's fee. */
export function RouteDrawing({ route }: { route: DrawnRoute }) {
  const [first, second] = route.legs;
  if (first === undefined) return null;
  const isSplit = route.kind === 'split';
  return (
    <div className="flex items-center gap-1.5">
      <TokenName mint={route.mintIn} />
      {isSplit ? (
        <Split route={route} />
      ) : (
        <>
          <Line />
          <PoolName leg={first} />
          <Line end />
        </>
      )}
      {second !== undefined && !isSplit && (
        <>
          <TokenName mint={second.mintIn} />
          <Line />
          <PoolName leg={second} />
          <Line end />
        </>
      )}
      <TokenName mint={route.mintOut} />
    </div>
  );
}

function TokenName({ mint }: { mint: string }) {
  const { symbol } = listedToken(mint);
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-xs font-medium">
      <TokenMark symbol={symbol} size="small" />
      {symbol}
    </span>
  );
}

/** What leads from one to the next, as long as there is room. */
function Line({ end = false }: { end?: boolean }) {
  return (
    <span aria-hidden="true" className="flex min-w-2 flex-1 items-center text-line-strong">
      <span className={`h-px flex-1 bg-line-strong ${end ? '-mr-1' : ''}`} />
      {end && <ArrowRightIcon className="size-3" />}
    </span>
  );
}

/** A pool on the way: its venue, and what it charges. */
function PoolName({ leg }: { leg: Leg }) {
  return (
    <span className="flex min-w-0 flex-col items-center rounded-md bg-raised px-2 py-1 text-2xs leading-4">
      <VenueName venue={leg.venue} />
      <Fee leg={leg} />
    </span>
  );
}

/** Two pools side by side: a fork and a join, the larger share with the longer bar. */
function Split({ route }: { route: DrawnRoute }) {
  const locale = useLocale();
  return (
    <div className="flex min-w-0 flex-1 items-stretch">
      <span aria-hidden="true" className="my-3 w-2 rounded-l border-y border-l border-line-strong" />
      <ul aria-label="Shares" className="flex min-w-0 flex-1 flex-col gap-1">
        {route.legs.map((leg) => {
          const ppm = Number((leg.amountIn * 1_000_000n) / route.amountIn);
          return (
            <li
              key={leg.pool}
              className="relative flex h-6 items-center gap-1.5 overflow-hidden rounded-md bg-raised px-2 text-2xs"
            >
              <span
                aria-hidden="true"
                style={{ width: `${ppm / 10_000}%` }}
                className={`absolute bottom-0 left-0 h-0.5 ${leg.venue === 'raydium' ? 'bg-raydium' : 'bg-meteora'}`}
              />
              <VenueName venue={leg.venue} />
              <span className="font-medium">{formatPercent({ ppm, locale, maxFractionDigits: 1 })}</span>
              <span className="ml-auto">
                <Fee leg={leg} />
              </span>
            </li>
          );
        })}
      </ul>
      <span aria-hidden="true" className="my-3 w-2 rounded-r border-y border-r border-line-strong" />
      <ArrowRightIcon className="-ml-px size-3 self-center text-line-strong" />
    </div>
  );
}

function Fee({ leg }: { leg: Leg }) {
  const locale = useLocale();
  const ppm = poolFeePpm(leg.pool);
  if (ppm === undefined) return null;
  return <span className="whitespace-nowrap text-muted">fee {formatPercent({ ppm, locale })}</span>;
}
