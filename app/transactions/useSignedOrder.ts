'use client';
import { useEffect } from 'react';
import { isFinal } from '../../core/order/lifecycle.ts';
import { useHeardOf, useTrader } from '../live/DeskContext.tsx';
import { withHeard } from '../live/heardEvents.ts';
import { trpc } from '../live/trpc.ts';

/** The order and the submission of a signature; requested again when the order's events show its outcome. */
export function useSignedOrder(signature: string) {
  const enabled = useTrader() !== undefined;
  const query = trpc.orders.bySignature.useQuery({ signature }, { enabled });
  const { data, refetch } = query;
  const heard = useHeardOf(data?.order.orderId ?? '');
  const order = data === undefined ? undefined : withHeard(data.order, heard);
  const waits =
    data?.submission.outcome === 'live' &&
    order !== undefined &&
    (isFinal(order.status) || order.attempt > data.submission.attempt);
  useEffect(() => {
    if (waits) void refetch();
  }, [waits, refetch]);
  return { order, submission: data?.submission, fill: data?.fill, query };
}
