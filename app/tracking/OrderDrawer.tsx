'use client';
import { Drawer } from '@base-ui/react/drawer';
import { ScrollArea } from '@base-ui/react/scroll-area';
import Link from 'next/link';
import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { AmendButton } from '../amending/AmendButton.tsx';
import { CancelButton } from '../cancelling/CancelButton.tsx';
import { useCancelShown } from '../cancelling/useCancelShown.ts';
import { useRepeatOrder } from '../navigation/useRepeatOrder.ts';
import { paidText, receivedText } from '../order/orderOutcome.ts';
import { OrderIdLine } from '../orderPage/OrderIdLine.tsx';
import { notShownTitle, OrderNotShown } from '../orderPage/OrderNotShown.tsx';
import { OrderStory } from '../orderPage/OrderStory.tsx';
import { StatusBadge } from '../orderPage/StatusBadge.tsx';
import { useOrderStory } from '../orderPage/useOrderStory.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { CrossIcon, OutwardIcon, RepeatIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { useIsNarrow } from './useIsNarrow.ts';

/** From the right on a wide screen, as a sheet from below on a phone; it can be swiped away. */
const PLACE = {
  side: {
    viewport: 'fixed inset-0 z-40 flex justify-end',
    popup:
      'h-full w-[33rem] max-w-[calc(100vw-3rem)] border-l translate-x-(--drawer-swipe-movement-x) data-starting-style:translate-x-full data-ending-style:translate-x-full',
  },
  sheet: {
    viewport: 'fixed inset-0 z-40 flex items-end',
    popup:
      'max-h-[92dvh] w-full rounded-t-xl border-t translate-y-(--drawer-swipe-movement-y) data-starting-style:translate-y-full data-ending-style:translate-y-full',
  },
} as const;

const MOTION =
  'data-swiping:transition-none motion-safe:transition-[translate] motion-safe:duration-250 motion-safe:ease-out';

/** One order over the desk, live. Esc, Back, a click beside it and a swipe close it. */
export default function OrderDrawer(props: { orderId: string; open: boolean; onClose: () => void }) {
  const { orderId, open, onClose } = props;
  const narrow = useIsNarrow();
  const place = PLACE[narrow ? 'sheet' : 'side'];
  const closeButton = useRef<HTMLButtonElement>(null);
  const origin = useRef<Element | null>(null);
  useLayoutEffect(() => {
    if (open) origin.current = document.activeElement;
  }, [open]);
  return (
    <Drawer.Root open={open} onOpenChange={(next) => !next && onClose()} swipeDirection={narrow ? 'down' : 'right'}>
      <Drawer.Portal>
        <Drawer.Backdrop className="fixed inset-0 z-40 bg-scrim opacity-[calc(1-var(--drawer-swipe-progress,0))] data-ending-style:opacity-0 data-starting-style:opacity-0 motion-safe:transition-opacity motion-safe:duration-250" />
        <Drawer.Viewport className={place.viewport}>
          <Drawer.Popup
            initialFocus={closeButton}
            finalFocus={() => wayBack(origin.current)}
            className={`flex flex-col overflow-hidden border-line-strong bg-ground shadow-float outline-none ${place.popup} ${MOTION}`}
          >
            {narrow && (
              <span aria-hidden="true" className="mx-auto mt-2 h-1 w-10 shrink-0 rounded-full bg-line-strong" />
            )}
            <Drawer.Content className="flex min-h-0 flex-1 flex-col">
              <Opened key={orderId} orderId={orderId} onClose={onClose} closeButton={closeButton} />
            </Drawer.Content>
          </Drawer.Popup>
        </Drawer.Viewport>
      </Drawer.Portal>
    </Drawer.Root>
  );
}

/** The element that had the focus; if it no longer exists (a message that opened the drawer, a link from elsewhere), the desk itself. */
function wayBack(origin: Element | null): HTMLElement | true {
  if (origin instanceof HTMLElement && origin.isConnected && origin !== document.body) return origin;
  const main = document.querySelector('main');
  if (main === null) return true;
  main.tabIndex = -1;
  return main;
}

type OpenedProps = { orderId: string; onClose: () => void; closeButton: RefObject<HTMLButtonElement | null> };

function Opened({ orderId, onClose, closeButton }: OpenedProps) {
  const { order, events, submissions, query } = useOrderStory(orderId);
  return (
    <>
      <header className="shrink-0 border-b border-line bg-panel px-4 py-2.5 max-sm:px-3">
        <div className="flex items-center gap-2">
          <Drawer.Title className="min-w-0 flex-1 text-base leading-6 font-semibold">
            {order !== undefined ? <Swap order={order} /> : query.isError ? notShownTitle(query.error) : 'Order'}
          </Drawer.Title>
          {order !== undefined && <StatusBadge order={order} />}
          <Drawer.Close
            ref={closeButton}
            aria-label="Close"
            className="-mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-sm:size-11"
          >
            <CrossIcon />
          </Drawer.Close>
        </div>
        <OrderIdLine orderId={orderId} />
        {order !== undefined && <Actions order={order} onClose={onClose} />}
      </header>
      <ScrollArea.Root className="relative min-h-0 flex-1">
        <ScrollArea.Viewport className="h-full overscroll-contain focus-visible:-outline-offset-2">
          <ScrollArea.Content className="p-2">
            {order !== undefined ? (
              <OrderStory order={order} events={events} submissions={submissions} />
            ) : query.isError ? (
              <div className="p-2">
                <OrderNotShown
                  error={query.error}
                  retry={() => void query.refetch()}
                  wayOut={
                    <button type="button" className={BUTTON_LOOK.quiet} onClick={onClose}>
                      To the desk
                    </button>
                  }
                />
              </div>
            ) : (
              <Loading />
            )}
          </ScrollArea.Content>
        </ScrollArea.Viewport>
        <ScrollArea.Scrollbar className="m-0.5 flex w-1.5 justify-center rounded-full opacity-0 data-hovering:opacity-100 data-scrolling:opacity-100 motion-safe:transition-opacity">
          <ScrollArea.Thumb className="w-full rounded-full bg-line-strong" />
        </ScrollArea.Scrollbar>
      </ScrollArea.Root>
    </>
  );
}

function Swap({ order }: { order: OrderView }) {
  const locale = useLocale();
  const received = order.fill === null ? shownToken(order.tokenOut).symbol : receivedText(order, locale);
  return (
    <>
      {paidText(order, locale)} to {received}
    </>
  );
}

function Actions({ order, onClose }: { order: OrderView; onClose: () => void }) {
  const repeat = useRepeatOrder();
  const cancelShown = useCancelShown(order);
  return (
    <div className="mt-2 flex gap-2 max-sm:flex-wrap">
      <button
        type="button"
        className={`${BUTTON_LOOK.quiet} max-sm:h-11 max-sm:flex-1`}
        onClick={() => {
          onClose();
          repeat(order);
        }}
      >
        <RepeatIcon className="size-3.5" />
        Repeat
      </button>
      <Link
        href={`/orders/${order.orderId}`}
        prefetch={false}
        className={`${BUTTON_LOOK.quiet} max-sm:h-11 max-sm:flex-1`}
      >
        <OutwardIcon className="size-3.5" />
        Own page
      </Link>
      <AmendButton order={order} words="Amend" className={`${BUTTON_LOOK.quiet} max-sm:h-11 max-sm:flex-1`} />
      {cancelShown && (
        <CancelButton order={order} className={`${BUTTON_LOOK.quiet} min-w-24 max-sm:h-11 max-sm:basis-full`} />
      )}
    </div>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the order" className="flex flex-col gap-2">
      <div className="skeleton h-72" />
      <div className="skeleton h-80" />
    </div>
  );
}
