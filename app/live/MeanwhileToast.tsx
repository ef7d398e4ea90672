'use client';
import { useEffect, useRef } from 'react';
import type { OrderEventView } from '../../core/order/orderView.ts';
import { SHOWN_ORDERS, toneOfMany } from '../navigation/shownOrders.ts';
import { useShowOrders } from '../navigation/useShowOrders.ts';
import { withAddress } from '../navigation/withAddress.tsx';
import { showToast } from '../ui/toastQueue.ts';
import { meanwhileOf, meanwhileSentence } from './meanwhile.ts';

/** Shows once what happened while the connection was down, with a link to the affected orders. */
function MeanwhileToast({ events }: { events: readonly OrderEventView[] }) {
  const showOrders = useShowOrders();
  const show = useRef(showOrders);
  useEffect(() => {
    show.current = showOrders;
  });
  useEffect(() => {
    const meanwhile = meanwhileOf(events);
    const touched = SHOWN_ORDERS.filter((status) => meanwhile.has(status));
    showToast({
      id: 'meanwhile',
      title: 'Back live',
      description: meanwhileSentence(meanwhile),
      tone: toneOfMany(touched),
      action: touched.length === 0 ? undefined : { label: 'Show', run: () => show.current(touched) },
    });
  }, [events]);
  return null;
}

export default withAddress(MeanwhileToast);
