'use client';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { useTopUp } from '../wallet/useTopUp.ts';

/** Fills the paper wallet up again. */
export default function BalanceTools() {
  const { topUp, isPending, isPossible } = useTopUp();
  return (
    <button
      type="button"
      className={`${BUTTON_LOOK.quiet} max-lg:h-11 max-lg:w-full`}
      disabled={!isPossible}
      title="Fill every token up to the initial amount of a guest"
      onClick={topUp}
    >
      {isPending ? 'Topping up …' : 'Top up'}
    </button>
  );
}
