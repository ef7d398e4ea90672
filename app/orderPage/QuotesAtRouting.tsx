'use client';
import { formatCount } from '../../core/amounts/format.ts';
import type { OrderEventView, QuotesView } from '../../core/order/orderView.ts';
import { decodeRouteDecision } from '../../core/routing/routeJson.ts';
import { RouteDrawing } from '../quotes/RouteDrawing.tsx';
import { routeSentence } from '../quotes/routeSentence.ts';
import { tokensOf, VenueCards } from '../quotes/VenueCards.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';

type Routed = { readonly seq: number; readonly attempt: number; readonly quotes: QuotesView };

/** The quotes on which each attempt was decided. */
function routedOf(events: readonly OrderEventView[]): Routed[] {
  return events.flatMap((event): Routed[] => {
    const { seq, attempt } = event;
    if (event.status === 'building') return [{ seq, attempt, quotes: event.data }];
    const quotes =
      event.status === 'failed' ? event.data.quotes : event.status === 'routing' ? event.data.retry?.quotes : undefined;
    if (quotes === undefined || quotes === null) return [];
    return [{ seq, attempt: event.status === 'routing' ? attempt - 1 : attempt, quotes }];
  });
}

/** The venues' quotes when the engine routed, for each attempt. */
export function QuotesAtRouting({ events }: { events: readonly OrderEventView[] }) {
  const routed = routedOf(events);
  return (
    <Panel title="Quotes at routing" bodyClassName="flex flex-col gap-5 p-4">
      {routed.length === 0 && <p className="text-muted">Not routed yet.</p>}
      {routed.map((one) => (
        <Attempt key={one.seq} routed={one} titled={routed.length > 1} />
      ))}
    </Panel>
  );
}

function Attempt({ routed, titled }: { routed: Routed; titled: boolean }) {
  const locale = useLocale();
  const decision = decodeRouteDecision(routed.quotes.decision);
  const tokens = tokensOf(decision);
  if (tokens === undefined) return null;
  return (
    <div className="flex flex-col gap-2.5">
      <p className="text-2xs text-muted">
        {titled ? `Attempt ${routed.attempt}, pools` : 'Pools'} of slot{' '}
        {formatCount({ value: routed.quotes.slot, locale })}
      </p>
      <VenueCards decision={decision} {...tokens} />
      {decision.kind === 'route' ? (
        <>
          <RouteDrawing route={decision.route} />
          <p className="text-2xs text-muted">{routeSentence(decision, locale)}</p>
        </>
      ) : (
        <p className="text-warn">No route: {decision.message}.</p>
      )}
    </div>
  );
}
