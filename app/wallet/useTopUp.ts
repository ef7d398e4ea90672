'use client';
import { requestErrorOf } from '../browser/requestError.ts';
import { trpc } from '../live/trpc.ts';
import { showToast } from '../ui/toastQueue.ts';
import { useBalances } from './useBalances.ts';

/** Fills the paper wallet up to a guest's initial amounts, and reports the result. */
export function useTopUp(): { topUp(): void; isPending: boolean; isPossible: boolean } {
  const { balances } = useBalances();
  const utils = trpc.useUtils();
  const { mutate, isPending } = trpc.account.topUp.useMutation({
    onSuccess() {
      void utils.account.balances.invalidate();
      showToast({
        id: 'top-up',
        tone: 'good',
        title: 'Wallet topped up',
        description: 'Play money to begin with again.',
      });
    },
    onError(thrown) {
      const { code, text } = requestErrorOf(thrown);
      // An ended session is reported once, for the whole page.
      if (code !== 'UNAUTHENTICATED')
        showToast({ id: 'top-up', tone: 'bad', title: 'The wallet was not topped up', description: text });
    },
  });
  return { topUp: () => mutate({}), isPending, isPossible: balances !== undefined && !isPending };
}
