'use client';
import { formatPercent } from '../../core/amounts/format.ts';
import type { Leg, Route } from '../../core/routing/route.ts';
import { type RouteHop, type RoutePath, routePaths } from '../../core/routing/routePaths.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { ArrowRightIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';
import { venueStyle } from '../ui/venueLook.ts';
import { poolFeePpm } from './poolFee.ts';

type DrawnRoute = Pick<Route, 'mintIn' | 'mintOut' | 'amountIn' | 'legs'>;

/** The paths of the tokens: a row for each path with its share, its hops in order, and the parallel pools of a hop with their shares. */
export function RouteDrawing({ route }: { route: DrawnRoute }) {
  const paths = routePaths(route);
  const [only, second] = paths;
  if (only === undefined) return null;
  if (second === undefined) return <Path path={only} />;
  return (
    <ul aria-label="Paths" className="flex flex-col gap-2">
      {paths.map((path) => (
        <li key={path.map(({ mintOut }) => mintOut).join(' ')} className="flex items-center gap-2">
          <span className="w-11 shrink-0 text-right text-2xs font-medium">
            <Share part={path[0]?.amountIn ?? 0n} whole={route.amountIn} />
          </span>
          <div className="min-w-0 flex-1">
            <Path path={path} />
          </div>
        </li>
      ))}
    </ul>
  );
}

function Path({ path }: { path: RoutePath<Leg> }) {
  const first = path[0];
  if (first === undefined) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
      <TokenName mint={first.mintIn} />
      {path.map((hop) => (
        <span key={hop.mintOut} className="flex min-w-0 flex-1 basis-36 items-center gap-1.5">
          <Hop hop={hop} />
          <TokenName mint={hop.mintOut} />
        </span>
      ))}
    </div>
  );
}

function Hop({ hop }: { hop: RouteHop<Leg> }) {
  const [only, second] = hop.legs;
  if (only === undefined) return null;
  if (second !== undefined) return <Split hop={hop} />;
  return (
    <>
      <Line />
      <PoolName leg={only} />
      <Line end />
    </>
  );
}

function Share({ part, whole }: { part: bigint; whole: bigint }) {
  const locale = useLocale();
  return formatPercent({ ppm: Number((part * 1_000_000n) / whole), locale, maxFractionDigits: 1 });
}

function TokenName({ mint }: { mint: string }) {
  const { symbol } = shownToken(mint);
  return (
    <span className="inline-flex shrink-0 items-center gap-1 text-xs font-medium">
      <TokenMark symbol={symbol} size="small" />
      {symbol}
    </span>
  );
}

/** The connector between two hops, where there is room. */
function Line({ end = false }: { end?: boolean }) {
  return (
    <span aria-hidden="true" className="flex min-w-2 flex-1 items-center text-line-strong">
      <span className={`h-px flex-1 bg-line-strong ${end ? '-mr-1' : ''}`} />
      {end && <ArrowRightIcon className="size-3" />}
    </span>
  );
}

/** A pool on the path: its venue and its fee. */
function PoolName({ leg }: { leg: Leg }) {
  return (
    <span className="flex min-w-0 flex-col items-center rounded-md bg-raised px-2 py-1 text-2xs leading-4">
      <VenueName venue={leg.venue} />
      <Fee leg={leg} />
    </span>
  );
}

/** Parallel pools: a fork and a join, with a longer bar for a larger share. */
function Split({ hop }: { hop: RouteHop<Leg> }) {
  return (
    <div className="flex min-w-0 flex-1 items-stretch">
      <span aria-hidden="true" className="my-3 w-2 rounded-l border-y border-l border-line-strong" />
      <ul aria-label="Shares" className="flex min-w-0 flex-1 flex-col gap-1">
        {hop.legs.map((leg) => {
          const ppm = Number((leg.amountIn * 1_000_000n) / hop.amountIn);
          return (
            <li
              key={leg.pool}
              className="relative flex h-6 items-center gap-1.5 overflow-hidden rounded-md bg-raised px-2 text-2xs"
            >
              <span
                aria-hidden="true"
                style={{ ...venueStyle(leg.venue), width: `${ppm / 10_000}%` }}
                className="venue absolute bottom-0 left-0 h-0.5 bg-venue"
              />
              <VenueName venue={leg.venue} />
              <span className="font-medium">
                <Share part={leg.amountIn} whole={hop.amountIn} />
              </span>
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
