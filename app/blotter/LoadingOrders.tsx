'use client';
import { useSession } from '../live/DeskContext.tsx';
import { useHasNoOrdersYet } from '../live/noOrdersYet.ts';
import { FirstWords } from './FirstWords.tsx';
import { LoadingRows } from './ListStates.tsx';

/** Placeholder for orders; where none are expected, the final text. */
export function LoadingOrders({ height }: { height: number }) {
  const hasNoOrdersYet = useHasNoOrdersYet();
  const session = useSession();
  if (hasNoOrdersYet && session.status !== 'ended') return <FirstWords />;
  return <LoadingRows label="Loading your orders" height={height} />;
}
