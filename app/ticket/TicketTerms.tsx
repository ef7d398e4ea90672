'use client';
import { Suspense } from 'react';
import { ImpactText } from '../quotes/ImpactText.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { MinimumTerm } from './MinimumTerm.tsx';
import { RateTerm } from './RateTerm.tsx';
import { Term } from './Term.tsx';
import { useTicket } from './TicketContext.tsx';

const RouteWords = lazyPart(() => import('../quotes/RouteWords.tsx'));

/** The terms of the current swap. Keeps its height while there are none. */
export function TicketTerms() {
  const { state, quote } = useTicket();
  const route = quote.decision?.kind === 'route' ? quote.decision.route : undefined;
  return (
    <dl className="flex flex-col">
      <MinimumTerm />
      <RateTerm route={route} tokenIn={state.tokenIn} tokenOut={state.tokenOut} />
      <Term name="Best route" className="lg:hidden">
        <Suspense fallback="—">{route === undefined ? '—' : <RouteWords route={route} />}</Suspense>
      </Term>
      <Term name="Price impact">{route === undefined ? '—' : <ImpactText ppm={route.priceImpactPpm} />}</Term>
      <Term name="Network fee and rent">Paid by the engine</Term>
    </dl>
  );
}
