'use client';
import { useSession } from '../live/DeskContext.tsx';
import { CopyIcon, WalletIcon } from '../ui/icons.tsx';
import { showToast } from '../ui/toastQueue.ts';

/** Whose wallet this is: its address shortened, copied whole by a click. */
export function WalletBadge() {
  const session = useSession();
  const frame =
    'inline-flex h-7 items-center justify-center gap-2 rounded-md border border-line px-2.5 text-2xs font-medium sm:min-w-44';
  if (session.status !== 'ready') {
    return (
      <span className={`${frame} text-muted`}>
        <WalletIcon className="size-3.5" />
        <span className="max-sm:sr-only">{session.status === 'ended' ? 'No session' : 'Opening wallet'}</span>
      </span>
    );
  }
  const { wallet, guest, name } = session.trader;
  const copy = async () => {
    await navigator.clipboard.writeText(wallet);
    showToast({ title: 'Address copied', description: wallet });
  };
  return (
    <button
      type="button"
      onClick={() => void copy()}
      title={wallet}
      className={`${frame} text-muted hover:bg-hover hover:text-ink`}
    >
      <WalletIcon className="size-3.5" />
      <span className="text-ink max-sm:sr-only">{guest ? 'Guest' : name}</span>
      <span className="max-sm:hidden">
        {wallet.slice(0, 4)}…{wallet.slice(-4)}
      </span>
      <span className="sr-only">, paper wallet {wallet}. Copy the address</span>
      <CopyIcon className="size-3.5 max-sm:hidden" />
    </button>
  );
}
