import { formatBasisPoints, formatPercent } from '../../core/amounts/format.ts';
import type { Route, RouteDecision } from '../../core/routing/route.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { VENUE_NAMES } from '../ui/VenueName.tsx';

/** The route in a few words: `Raydium`, `Raydium 62% + Meteora 38%`, or `Meteora, Raydium via SOL`. */
export function routeWords(route: Route, locale: string): string {
  const names = route.legs.map((leg) => VENUE_NAMES[leg.venue]);
  if (route.kind === 'single') return names.join('');
  if (route.kind === 'two-hop') {
    const hub = route.legs[0] === undefined ? '' : ` via ${listedToken(route.legs[0].mintOut).symbol}`;
    return `${names.join(', ')}${hub}`;
  }
  return route.legs
    .map((leg) => {
      const ppm = Number((leg.amountIn * 1_000_000n) / route.amountIn);
      return `${VENUE_NAMES[leg.venue]} ${formatPercent({ ppm, locale, maxFractionDigits: 0 })}`;
    })
    .join(' + ');
}

/** Why the route won, in a sentence. */
export function routeSentence(decision: Extract<RouteDecision, { kind: 'route' }>, locale: string): string {
  const { route, why } = decision;
  const gain = gainWords(why.gainPpm, locale);
  const venue = route.legs[0] === undefined ? '' : VENUE_NAMES[route.legs[0].venue];
  switch (why.reason) {
    case 'better-price':
      return `${venue} gives ${gain} more than the next best pool.`;
    case 'only-route':
      return `${venue} is the only pool that fills it.`;
    case 'split-gain':
      return `Split over both, it gives ${gain} more than the best single pool.`;
    case 'two-hop-gain':
      return `In two hops it gives ${gain} more than the best direct pool.`;
    case 'no-single-pool':
      return 'No single pool fills it; these two do.';
    default:
      return why.reason satisfies never;
  }
}

function gainWords(ppm: number | null, locale: string): string {
  if (ppm === null) return 'something';
  return ppm === 0
    ? `less than ${formatBasisPoints({ ppm: 1, locale })} bps`
    : `${formatBasisPoints({ ppm, locale })} bps`;
}
