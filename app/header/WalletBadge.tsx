'use client';
import { useSession } from '../live/DeskContext.tsx';
import { CopyIcon, WalletIcon } from '../ui/icons.tsx';
import { useToasts } from '../ui/Toasts.tsx';

/** Whose wallet this is: its address shortened, copied whole by a click. */
export function WalletBadge() {
  const session = useSession();
  const toasts = useToasts();
  const frame =
    'inline-flex h-7 min-w-32 items-center justify-center gap-2 rounded-md border border-line px-2.5 text-2xs font-medium';
  if (session.status !== 'ready') {
    return (
      <span className={`${frame} text-muted`}>
        <WalletIcon className="size-3.5" />
        {session.status === 'ended' ? 'No session' : 'Opening wallet'}
      </span>
    );
  }
  const { wallet, guest, name } = session.trader;
  const copy = async () => {
    await navigator.clipboard.writeText(wallet);
    toasts.add({ title: 'Address copied', description: wallet });
  };
  return (
    <button
      type="button"
      onClick={() => void copy()}
      title={wallet}
      aria-label={`${guest ? 'Guest' : name}, paper wallet ${wallet}. Copy the address`}
      className={`${frame} text-muted hover:bg-hover hover:text-ink`}
    >
      <WalletIcon className="size-3.5" />
      <span className="text-ink">{guest ? 'Guest' : name}</span>
      <span className="max-sm:hidden">
        {wallet.slice(0, 4)}…{wallet.slice(-4)}
      </span>
      <CopyIcon className="size-3.5" />
    </button>
  );
}
