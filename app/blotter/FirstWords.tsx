import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { Nothing } from './Nothing.tsx';

/** Explains the list of orders to traders who have none yet. */
export const WHAT_APPEARS_HERE = 'Enter an amount and swap: every step of the order appears here as it happens.';

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
