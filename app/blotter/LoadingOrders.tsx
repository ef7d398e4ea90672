'use client';
import { useSession } from '../live/DeskContext.tsx';
import { useIsFirstVisit } from '../live/firstVisit.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { LoadingRows, Nothing } from './ListStates.tsx';

/** What the list of orders is for, to those who have none yet. */
export const WHAT_APPEARS_HERE = 'Enter an amount and swap: every step of the order appears here as it happens.';

/** What stands where orders will be; on a first visit, where none can come, the words that stay. */
export function LoadingOrders({ height }: { height: number }) {
  const isFirstVisit = useIsFirstVisit();
  const session = useSession();
  if (isFirstVisit && session.status !== 'ended') return <FirstWords />;
  return <LoadingRows label="Loading your orders" height={height} />;
}

/** Takes the place of what says that there are no orders, button included, so that nothing moves when that comes. */
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
