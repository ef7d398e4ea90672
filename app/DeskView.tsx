'use client';
import { type ReactNode, Suspense, useState } from 'react';
import { LazyBlotter } from './blotter/LazyBlotter.tsx';
import { DeskHeader } from './header/DeskHeader.tsx';
import { PairPicker } from './header/PairPicker.tsx';
import { FirstVisitHint } from './hints/FirstVisitHint.tsx';
import { StatusBar } from './status/StatusBar.tsx';
import { TICKET_KINDS } from './ticket/kinds/ticketKinds.ts';
import { TicketProvider } from './ticket/TicketContext.tsx';
import { TicketPanel } from './ticket/TicketPanel.tsx';
import { ChartIcon, FlipIcon, ListIcon } from './ui/icons.tsx';
import { lazyPart } from './ui/lazyPart.ts';

const Announcer = lazyPart(() => import('./blotter/Announcer.tsx'));
const AskedElsewhere = lazyPart(() => import('./tracking/AskedElsewhere.tsx'));
const ChartPanel = lazyPart(() => import('./chart/ChartPanel.tsx'));
const OpenedOrder = lazyPart(() => import('./tracking/OpenedOrder.tsx'));

const VIEWS = [
  { name: 'swap', label: 'Swap', icon: FlipIcon },
  { name: 'chart', label: 'Chart', icon: ChartIcon },
  { name: 'orders', label: 'Orders', icon: ListIcon },
] as const;
type View = (typeof VIEWS)[number]['name'];

/**
 * The desk: chart above blotter on the left, the ticket with its quotes on the right, one screen without scrolling when there is room; on a
 * phone one part at a time.
 */
export function DeskView() {
  const [view, setView] = useState<View>('swap');
  return (
    <TicketProvider kinds={TICKET_KINDS}>
      <div className="flex h-dvh flex-col overflow-hidden">
        <DeskHeader>
          <PairPicker />
        </DeskHeader>
        <main className="grid min-h-0 flex-1 gap-2 p-2 scroll-pb-20 max-lg:overflow-y-auto short:scroll-pb-14 short:max-lg:p-1 lg:grid-cols-[minmax(0,1fr)_25rem] lg:grid-rows-[minmax(14rem,1.15fr)_minmax(12rem,1fr)] lg:short:grid-rows-[minmax(0,1.15fr)_minmax(0,1fr)]">
          <h1 className="sr-only">Swap desk</h1>
          <Part show={view === 'chart'} className="min-h-0">
            <Suspense fallback={<div className="min-h-96 flex-1 rounded-lg border border-line bg-panel" />}>
              <ChartPanel />
            </Suspense>
          </Part>
          <Part show={view === 'swap'} className="scroll-pb-20 lg:row-span-2 lg:min-h-0 lg:overflow-y-auto">
            <TicketPanel onSent={() => setView('orders')} />
          </Part>
          <Part show={view === 'orders'} className="min-h-0 short:max-lg:min-h-72">
            <LazyBlotter onTicketFilled={() => setView('swap')} />
          </Part>
          <div className={view === 'swap' ? 'contents' : 'contents max-lg:hidden'}>
            <FirstVisitHint />
          </div>
        </main>
        <StatusBar />
        <nav
          aria-label="Parts of the desk"
          className="grid h-14 shrink-0 grid-cols-3 border-t border-line bg-panel short:h-9 lg:hidden"
        >
          {VIEWS.map(({ name, label, icon: Icon }) => (
            <button
              key={name}
              type="button"
              aria-current={view === name ? 'true' : undefined}
              onClick={() => setView(name)}
              className="flex flex-col items-center justify-center gap-0.5 text-2xs short:flex-row short:gap-1.5 font-medium text-muted aria-current:text-accent"
            >
              <Icon className="size-4.5" />
              {label}
            </button>
          ))}
        </nav>
      </div>
      <Suspense fallback={null}>
        <Announcer />
      </Suspense>
      <Suspense fallback={null}>
        <OpenedOrder />
      </Suspense>
      <Suspense fallback={null}>
        <AskedElsewhere onOrdersWanted={() => setView('orders')} onTicketFilled={() => setView('swap')} />
      </Suspense>
    </TicketProvider>
  );
}

/** One part of the desk; on a phone hidden unless chosen. Without `min-h-0` it is as high as its content, and the page scrolls. */
function Part({ show, className = '', children }: { show: boolean; className?: string; children: ReactNode }) {
  return (
    <div
      className={`min-w-0 flex-col gap-2 max-lg:mx-auto max-lg:w-full max-lg:max-w-xl lg:flex ${show ? 'flex' : 'hidden'} ${className}`}
    >
      {children}
    </div>
  );
}
