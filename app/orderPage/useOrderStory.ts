'use client';
import { useEffect } from 'react';
import { useOrder } from '../order/useOrder.ts';

/**
 * An order with its events and submissions, live. Events do not include submissions, so these are fetched when an event says that one was made,
 * or how it ended.
 */
export function useOrderStory(orderId: string): ReturnType<typeof useOrder> {
  const story = useOrder({ orderId });
  const { order, submissions } = story;
  const { refetch } = story.query;
  const signature = order?.signature ?? null;
  const known = submissions.find((submission) => submission.signature === signature);
  const missing = signature !== null && (known === undefined || (order?.finalAt !== null && known.outcome === 'live'));
  const state = `${signature} ${order?.status}`;
  useEffect(() => {
    if (missing && state !== '') void refetch();
  }, [missing, state, refetch]);
  return story;
}
