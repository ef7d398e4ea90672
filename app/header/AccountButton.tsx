'use client';
import { Suspense, useRef, useState } from 'react';
import { useSession } from '../live/DeskContext.tsx';
import type { Session } from '../live/session.ts';
import { ChevronDownIcon, WalletIcon } from '../ui/icons.tsx';
import { lazyPart } from '../ui/lazyPart.ts';
import { shortWallet } from './shortWallet.ts';

const loadMenu = () => import('./AccountMenu.tsx');
const AccountMenu = lazyPart(loadMenu);

/** The trader of this page, or the reason why there is none. */
function wordsOf(session: Session): string {
  switch (session.status) {
    case 'ready':
      return session.trader.guest ? 'Guest' : session.trader.name;
    case 'starting':
      return 'Opening wallet';
    case 'ended':
      return session.bySigningOut ? 'Signed out' : 'No session';
    default:
      return session satisfies never;
  }
}

/** The label begins with the visible text, so that voice control finds the button by it. */
function nameOf({ words, wallet }: { words: string; wallet: string | undefined }): string {
  const whose = wallet === undefined ? words : `${words} ${shortWallet(wallet)}, paper wallet ${wallet}`;
  return `${whose}. Account and settings`;
}

/** The trader's wallet, and the menu of account and settings, which is loaded when the button is about to be used. */
export function AccountButton() {
  const session = useSession();
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const landmark = useRef<HTMLDivElement>(null);
  const trader = session.status === 'ready' ? session.trader : undefined;
  const words = wordsOf(session);
  const show = () => {
    setUsed(true);
    setOpen(true);
  };
  return (
    <div ref={landmark} className="flex shrink-0">
      <button
        ref={button}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={nameOf({ words, wallet: trader?.wallet })}
        title={trader?.wallet}
        onPointerEnter={() => void loadMenu()}
        onFocus={() => void loadMenu()}
        onClick={show}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          show();
        }}
        className="inline-flex h-8 items-center justify-center gap-2 rounded-md border border-line px-2.5 text-2xs font-medium text-muted hover:bg-hover hover:text-ink aria-expanded:bg-hover max-sm:size-9 max-sm:px-0 sm:min-w-44"
      >
        <WalletIcon className="size-3.5 max-sm:size-4.5" />
        {trader === undefined ? (
          <span className="max-sm:hidden">{words}</span>
        ) : (
          <>
            <span className="max-w-28 truncate text-ink max-sm:hidden">{words}</span>{' '}
            <span className="max-sm:hidden">{shortWallet(trader.wallet)}</span>
          </>
        )}
        <ChevronDownIcon className="size-3.5 max-sm:hidden" />
      </button>
      {used && (
        <Suspense fallback={null}>
          <AccountMenu open={open} onOpenChange={setOpen} anchor={button} landmark={landmark} />
        </Suspense>
      )}
    </div>
  );
}
