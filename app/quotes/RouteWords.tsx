'use client';
import type { Route } from '../../core/routing/route.ts';
import { useLocale } from '../ui/useLocale.ts';
import { routeWords } from './routeSentence.ts';

/** The route in a few words. */
export default function RouteWords({ route }: { route: Route }) {
  return routeWords(route, useLocale());
}
