'use client';
import { useEffect, useRef, useState } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { useDesk } from '../live/DeskContext.tsx';
import { withHeard } from '../live/withHeard.ts';
import { useOpenedOrder } from '../navigation/openedOrder.ts';
import { shownAs } from '../navigation/shownOrders.ts';
import { useShowOrders } from '../navigation/useShowOrders.ts';
import { withAddress } from '../navigation/withAddress.tsx';
import { orderToastId as idOf } from '../order/orderToastId.ts';
import { closeToast, showToast, updateToast } from '../ui/toastQueue.ts';
import { useLocale } from '../ui/useLocale.ts';
import { manyOrdersToast, orderToast } from './orderToast.ts';
import { createToastTracker } from './toastTracker.ts';

const SUMMARY_ID = 'orders';

/** Updates the messages of this page's own orders, each in place, for any number of events. */
function OwnOrderToasts() {
  const { events, ownOrders } = useDesk();
  const { orderId: openedId, open } = useOpenedOrder();
  const showOrders = useShowOrders();
  const locale = useLocale();
  const latest = useRef({ open, showOrders, locale });
  useEffect(() => {
    latest.current = { open, showOrders, locale };
  });
  const [tracker] = useState(() => {
    const made = createToastTracker({
      show(order) {
        const { orderId } = order;
        showToast({
          id: idOf(orderId),
          quiet: true,
          ...orderToast(order, latest.current.locale),
          action: { label: 'Details', run: () => latest.current.open(orderId) },
          onClosed: () => made.gone(orderId),
        });
      },
      update: (order) => updateToast(idOf(order.orderId), orderToast(order, latest.current.locale)),
      close: (orderId) => closeToast(idOf(orderId)),
      summarise: (orders) =>
        showToast({
          id: SUMMARY_ID,
          quiet: true,
          ...manyOrdersToast(orders),
          action: {
            label: 'Show',
            run: () => latest.current.showOrders([...new Set(orders.map(({ status }) => shownAs(status)))]),
          },
          onClosed: made.summaryGone,
        }),
    });
    return made;
  });
  useEffect(() => {
    const follow = (order: OrderView) => tracker.follow(withHeard(order, events.of(order.orderId)));
    const followAll = () => ownOrders.orders.get().forEach(follow);
    followAll();
    const unsubscribe = ownOrders.orders.subscribe(followAll);
    const unwatch = events.watchAll((heard) => {
      const news = new Set(heard.map(({ orderId }) => orderId));
      for (const order of ownOrders.orders.get()) if (news.has(order.orderId)) follow(order);
    });
    return () => {
      unsubscribe();
      unwatch();
    };
  }, [events, ownOrders, tracker]);
  // Its drawer shows the same, and more.
  useEffect(() => {
    if (openedId !== null) closeToast(idOf(openedId));
  }, [openedId]);
  return null;
}

export default withAddress(OwnOrderToasts);
