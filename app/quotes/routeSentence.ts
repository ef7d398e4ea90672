import { formatBasisPoints, formatPercent } from '../../core/amounts/format.ts';
import type { Leg, Route, RouteDecision } from '../../core/routing/route.ts';
import { type RouteHop, type RoutePath, routePaths } from '../../core/routing/routePaths.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { venueName } from '../ui/venueLook.ts';

type Words = { readonly locale: string };

function hopWords(hop: RouteHop<Leg>, { locale }: Words): string {
  const [only, second] = hop.legs;
  if (only !== undefined && second === undefined) return venueName(only.venue);
  return hop.legs
    .map((leg) => {
      const ppm = Number((leg.amountIn * 1_000_000n) / hop.amountIn);
      return `${venueName(leg.venue)} ${formatPercent({ ppm, locale, maxFractionDigits: 0 })}`;
    })
    .join(' + ');
}

function pathWords(path: RoutePath<Leg>, words: Words): string {
  const between = path.slice(1).map(({ mintIn }) => shownToken(mintIn).symbol);
  const venues = path.map((hop) => hopWords(hop, words)).join(', ');
  return between.length === 0 ? venues : `${venues} via ${between.join(', ')}`;
}

/** The route in a few words: `Raydium`, `Raydium 62% + Meteora 38%`, `Meteora, Raydium via SOL`, or two of these with the share of each. */
export function routeWords(route: Route, locale: string): string {
  const paths = routePaths(route);
  if (paths.length === 1) return paths.map((path) => pathWords(path, { locale })).join('');
  return paths
    .map((path) => {
      const ppm = Number(((path[0]?.amountIn ?? 0n) * 1_000_000n) / route.amountIn);
      return `${formatPercent({ ppm, locale, maxFractionDigits: 0 })} ${pathWords(path, { locale })}`;
    })
    .join(' + ');
}

/** Why the route won, in a sentence. */
export function routeSentence(decision: Extract<RouteDecision, { kind: 'route' }>, locale: string): string {
  const { route, why } = decision;
  const gain = gainWords(why.gainPpm, locale);
  const venue = route.legs[0] === undefined ? '' : venueName(route.legs[0].venue);
  switch (why.reason) {
    case 'better-price':
      return `${venue} gives ${gain} more than the next best pool.`;
    case 'only-route':
      return `${venue} is the only pool that fills it.`;
    case 'split-gain':
      return `Split over ${route.legs.length} pools, it gives ${gain} more than the best single pool.`;
    case 'two-hop-gain':
      return `In two hops it gives ${gain} more than the best direct pool.`;
    case 'three-hop-gain':
      return `In three hops it gives ${gain} more than the best direct pool.`;
    case 'parallel-gain':
      return `Over two paths side by side it gives ${gain} more than the best direct pool.`;
    case 'no-single-pool':
      return `No single pool fills it; these ${route.legs.length} together do.`;
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
