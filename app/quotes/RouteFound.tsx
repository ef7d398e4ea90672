'use client';
import type { RouteDecision } from '../../core/routing/route.ts';
import { useLocale } from '../ui/useLocale.ts';
import { RouteDrawing } from './RouteDrawing.tsx';
import { routeSentence } from './routeSentence.ts';

/** The route as a drawing, and why it won. */
export default function RouteFound({ decision }: { decision: Extract<RouteDecision, { kind: 'route' }> }) {
  const locale = useLocale();
  return (
    <>
      <RouteDrawing route={decision.route} />
      <p className="text-2xs text-muted">{routeSentence(decision, locale)}</p>
    </>
  );
}
