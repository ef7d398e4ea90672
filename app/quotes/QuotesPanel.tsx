'use client';
import { formatCount } from '../../core/amounts/format.ts';
import { useMarket } from '../live/DeskContext.tsx';
import { useTicket } from '../ticket/TicketContext.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { RouteDrawing } from './RouteDrawing.tsx';
import { routeSentence } from './routeSentence.ts';
import { VenueCards } from './VenueCards.tsx';

/** What both venues would give for the ticket right now, and the way that the engine would take. */
export function QuotesPanel() {
  const { state, quote } = useTicket();
  const { decision } = quote;
  const slot = useMarket()?.slot;
  const locale = useLocale();
  return (
    <Panel
      title="Quotes"
      aside={
        <span className="text-2xs text-faint">
          {slot === undefined ? '' : `Slot ${formatCount({ value: slot, locale })}`}
        </span>
      }
      className="shrink-0"
      bodyClassName="flex flex-col gap-3 p-4"
    >
      <VenueCards decision={decision} tokenIn={state.tokenIn} tokenOut={state.tokenOut} />
      <div className="min-h-20">
        {decision === undefined && (
          <p className="text-muted">Enter an amount to compare both venues and see the route.</p>
        )}
        {decision?.kind === 'no-route' && <p className="text-warn">No route: {decision.message}.</p>}
        {decision?.kind === 'route' && (
          <div className="flex flex-col gap-2">
            <RouteDrawing route={decision.route} />
            <p className="text-2xs text-muted">{routeSentence(decision, locale)}</p>
          </div>
        )}
      </div>
    </Panel>
  );
}
