'use client';
import { useTrader } from '../live/DeskContext.tsx';
import { copyText } from '../ui/copyText.ts';
import { showToast } from '../ui/toastQueue.ts';

/** Copies the wallet's address and confirms that; does nothing before the wallet is known. */
export function useCopyWallet(): () => void {
  const wallet = useTrader()?.wallet;
  return () => {
    if (wallet === undefined) return;
    copyText(wallet).then(
      () => showToast({ id: 'copied', tone: 'good', title: 'Address copied', description: wallet }),
      () => showToast({ id: 'copied', tone: 'warn', title: 'The browser refused to copy', description: wallet }),
    );
  };
}
