'use client';
import { formatPercent } from '../../core/amounts/format.ts';
import type { Leg, Route } from '../../core/routing/route.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { ArrowRightIcon } from '../ui/icons.tsx';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { VenueName } from '../ui/VenueName.tsx';

/** The way that the tokens take: one pool, two side by side with their shares, or two in a row. */
export function RouteDrawing({ route }: { route: Pick<Route, 'kind' | 'mintIn' | 'mintOut' | 'amountIn' | 'legs'> }) {
  const [first, second] = route.legs;
  if (first === undefined) return null;
  if (route.kind === 'two-hop' && second !== undefined) {
    return (
      <div className="flex flex-wrap items-center gap-1">
        <TokenName mint={route.mintIn} />
        <Hop leg={first} />
        <TokenName mint={first.mintOut} />
        <Hop leg={second} />
        <TokenName mint={route.mintOut} />
      </div>
    );
  }
  return (
    <div className="flex items-center gap-1.5">
      <TokenName mint={route.mintIn} />
      <div className="flex flex-col gap-1">
        {route.legs.map((leg) => (
          <Hop key={leg.pool} leg={leg} {...(route.legs.length > 1 ? { amountIn: route.amountIn } : {})} />
        ))}
      </div>
      <TokenName mint={route.mintOut} />
    </div>
  );
}

function TokenName({ mint }: { mint: string }) {
  const { symbol } = listedToken(mint);
  return (
    <span className="inline-flex items-center gap-1 font-medium">
      <TokenMark symbol={symbol} size="small" />
      {symbol}
    </span>
  );
}

/** One leg between two tokens; with the whole amount, its share of it. */
function Hop({ leg, amountIn }: { leg: Leg; amountIn?: bigint }) {
  const locale = useLocale();
  const share = amountIn === undefined ? undefined : Number((leg.amountIn * 1_000_000n) / amountIn);
  return (
    <span className="inline-flex items-center gap-1 text-muted">
      <span aria-hidden="true" className="h-px w-1.5 bg-line-strong" />
      <span className="inline-flex h-5 items-center gap-1.5 rounded bg-raised px-1.5 text-2xs text-ink">
        <VenueName venue={leg.venue} />
        {share !== undefined && (
          <span className="text-muted">{formatPercent({ ppm: share, locale, maxFractionDigits: 1 })}</span>
        )}
      </span>
      <ArrowRightIcon className="size-3 text-line-strong" />
    </span>
  );
}
