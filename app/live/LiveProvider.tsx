'use client';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { type ListingUpdate, learnListing } from '../../core/market/listing.ts';
import { createExternalStore, useExternalStore } from '../browser/externalStore.ts';
import { serverClock, wrongClockWords } from '../browser/serverClock.ts';
import { createPlacementSender } from '../placing/placementSender.ts';
import { beginFetchingAtRest, lazyPart } from '../ui/lazyPart.ts';
import { Toaster } from '../ui/Toaster.tsx';
import { showToast } from '../ui/toastQueue.ts';
import { createConnection } from './connectionState.ts';
import { type Desk, DeskContext, useConnectionState } from './DeskContext.tsx';
import { createDeskClients } from './deskClients.ts';
import { FirstVisit } from './firstVisit.ts';
import { createEventLog } from './heardEvents.ts';
import { fetchMarketMath, marketMath } from './marketMath.ts';
import { createMarketStore } from './marketStore.ts';
import { createNewOrders } from './newOrders.ts';
import { nextFrame } from './nextFrame.ts';
import { createOwnOrders } from './ownOrders.ts';
import { createSessionKeeper, STARTING } from './session.ts';
import { trpc } from './trpc.ts';
import { useLiveUpdates } from './useLiveUpdates.ts';

const MeanwhileToast = lazyPart(() => import('./MeanwhileToast.tsx'));

/** The page's connection to the server. A change of identity makes a new socket, a new cache and a fresh tree; the first identity does not remount the page. */
export function LiveProvider(props: {
  isFirstVisit: boolean;
  /** The server's listing when it rendered the page. */
  listing: ListingUpdate | undefined;
  children: ReactNode;
}) {
  // Set before the first render that names a token.
  useState(() => props.listing !== undefined && learnListing(props.listing));
  const [keeper] = useState(createSessionKeeper);
  const session = useExternalStore(keeper.session, STARTING);
  const [generation, setGeneration] = useState({ traderId: undefined as string | undefined, number: 0 });
  useEffect(() => keeper.start(), [keeper]);
  useEffect(fetchMarketMath, []);

  const traderId = session.status === 'ready' ? session.trader.traderId : undefined;
  if (traderId !== undefined && traderId !== generation.traderId) {
    const isFirst = generation.traderId === undefined;
    setGeneration({ traderId, number: isFirst ? generation.number : generation.number + 1 });
  }
  return (
    <TraderLine key={generation.number} keeper={keeper}>
      <FirstVisit value={props.isFirstVisit && generation.number === 0}>{props.children}</FirstVisit>
    </TraderLine>
  );
}

function createLine(keeper: Desk['keeper']) {
  const connection = createConnection();
  const clients = createDeskClients({ connection, onSignedOut: keeper.check });
  const refusal: Desk['refusal'] = createExternalStore<ReturnType<Desk['refusal']['get']>>(undefined);
  const newOrders = createNewOrders();
  const ownOrders = createOwnOrders();
  const placements = createPlacementSender({
    send: (request, signal) => clients.client.orders.place.mutate(request, { signal }),
    onPlaced(order, { request }) {
      newOrders.add([order], new Map([[order.orderId, request.idempotencyKey]]));
      ownOrders.add(order);
    },
    onNotKept: () =>
      showToast({
        id: 'not-kept',
        tone: 'warn',
        title: 'Keep this page open until the order is accepted',
        description:
          'This browser’s storage is full or blocked. The order was sent; after a reload the desk could not ask for its answer again.',
      }),
    onRefused(refused) {
      refusal.set(refused);
      if (refused.error.code === 'UNAUTHENTICATED') keeper.check();
    },
  });
  const desk: Desk = {
    keeper,
    connection,
    market: createMarketStore(marketMath),
    index: createExternalStore<ReturnType<Desk['index']['get']>>(undefined),
    events: createEventLog({ nextFrame }),
    newOrders,
    ownOrders,
    placements,
    refusal,
  };
  return { clients, desk };
}

function TraderLine({ keeper, children }: { keeper: Desk['keeper']; children: ReactNode }) {
  const [{ clients, desk }] = useState(() => createLine(keeper));
  const trpcClient = useMemo(() => trpc.createClient({ links: clients.links }), [clients]);
  useEffect(() => {
    const unwatch = desk.connection.watch();
    return () => {
      unwatch();
      desk.market.stop();
      desk.placements.stop();
      clients.close();
    };
  }, [desk, clients]);
  return (
    <trpc.Provider client={trpcClient} queryClient={clients.queryClient}>
      <QueryClientProvider client={clients.queryClient}>
        <DeskContext value={desk}>
          <LiveUpdates />
          {children}
          <Toaster />
        </DeskContext>
      </QueryClientProvider>
    </trpc.Provider>
  );
}

/** Shows a message when this browser's clock is wrong. */
function useWrongClock(): void {
  const seconds = useExternalStore(serverClock.wrongBySeconds, 0);
  useEffect(() => {
    if (seconds !== 0) showToast({ id: 'clock', tone: 'warn', timeout: 0, ...wrongClockWords(seconds) });
  }, [seconds]);
}

function LiveUpdates() {
  const meanwhile = useLiveUpdates();
  useWrongClock();
  const isLive = useConnectionState() === 'live';
  useEffect(() => {
    if (isLive) beginFetchingAtRest();
  }, [isLive]);
  return meanwhile === undefined ? null : (
    <Suspense fallback={null}>
      <MeanwhileToast events={meanwhile} />
    </Suspense>
  );
}
