'use client';
import { useSession } from '../live/DeskContext.tsx';
import { useIsFirstVisit } from '../live/firstVisit.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { LoadingRows, Nothing } from './ListStates.tsx';

/** Explains the list of orders to traders who have none yet. */
export const WHAT_APPEARS_HERE = 'Enter an amount and swap: every step of the order appears here as it happens.';

/** Placeholder for orders; on a first visit, where there can be none, the final text. */
export function LoadingOrders({ height }: { height: number }) {
  const isFirstVisit = useIsFirstVisit();
  const session = useSession();
  if (isFirstVisit && session.status !== 'ended') return <FirstWords />;
  return <LoadingRows label="Loading your orders" height={height} />;
}

/** Has the size of the empty state with its button, so that nothing moves when that appears. */
export function FirstWords() {
  return (
    <Nothing
      title="Your orders"
      words={WHAT_APPEARS_HERE}
      action={
        <span aria-hidden="true" className={`${BUTTON_LOOK.quiet} invisible`}>
          Make a swap
        </span>
      }
    />
  );
}
