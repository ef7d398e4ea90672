'use client';
import { type ReactNode, useState } from 'react';
import { OrdersPanel } from './blotter/OrdersPanel.tsx';
import { DeskHeader } from './header/DeskHeader.tsx';
import { PairPrice } from './header/PairPrice.tsx';
import { MarketsPanel } from './market/MarketsPanel.tsx';
import { QuotesPanel } from './quotes/QuotesPanel.tsx';
import { TicketProvider } from './ticket/TicketContext.tsx';
import { TicketPanel } from './ticket/TicketPanel.tsx';
import { FlipIcon, ListIcon, WalletIcon } from './ui/icons.tsx';
import { BalancesPanel } from './wallet/BalancesPanel.tsx';

const VIEWS = [
  { name: 'swap', label: 'Swap', icon: FlipIcon },
  { name: 'orders', label: 'Orders', icon: ListIcon },
  { name: 'wallet', label: 'Wallet', icon: WalletIcon },
] as const;
type View = (typeof VIEWS)[number]['name'];

/** The desk: one screen without scrolling when there is room; on a phone one part at a time. */
export function DeskView() {
  const [view, setView] = useState<View>('swap');
  return (
    <TicketProvider>
      <div className="flex h-dvh flex-col overflow-hidden">
        <DeskHeader>
          <PairPrice />
        </DeskHeader>
        <main className="grid min-h-0 flex-1 gap-2 overflow-y-auto p-2 lg:grid-cols-[minmax(0,1fr)_25rem] lg:max-xl:grid-rows-[minmax(18rem,1fr)_auto] xl:grid-cols-[22rem_minmax(0,1fr)_25rem]">
          <h1 className="sr-only">Swap desk</h1>
          <Part show={view === 'wallet'} className="xl:order-1 lg:max-xl:order-3">
            <BalancesPanel />
            <MarketsPanel onChosen={() => setView('swap')} />
          </Part>
          <Part show={view === 'orders'} className="min-h-0 xl:order-2 lg:max-xl:order-1">
            <OrdersPanel />
          </Part>
          <Part show={view === 'swap'} className="lg:overflow-y-auto xl:order-3 lg:max-xl:order-2 lg:max-xl:row-span-2">
            <TicketPanel onSent={() => setView('orders')} />
            <QuotesPanel />
          </Part>
        </main>
        <nav
          aria-label="Parts of the desk"
          className="grid h-14 shrink-0 grid-cols-3 border-t border-line bg-panel lg:hidden"
        >
          {VIEWS.map(({ name, label, icon: Icon }) => (
            <button
              key={name}
              type="button"
              aria-current={view === name ? 'true' : undefined}
              onClick={() => setView(name)}
              className="flex flex-col items-center justify-center gap-0.5 text-2xs font-medium text-muted aria-current:text-accent"
            >
              <Icon className="size-4.5" />
              {label}
            </button>
          ))}
        </nav>
      </div>
    </TicketProvider>
  );
}

function Part({ show, className, children }: { show: boolean; className: string; children: ReactNode }) {
  return (
    <div
      className={`flex-col gap-2 max-lg:mx-auto max-lg:w-full max-lg:max-w-xl lg:flex lg:min-h-0 ${show ? 'flex' : 'hidden'} ${className}`}
    >
      {children}
    </div>
  );
}
