'use client';
import Link from 'next/link';
import type { OrderView } from '../../core/order/orderView.ts';
import { waitedFor } from '../resting/restingWords.ts';
import { Fact } from '../ui/Facts.tsx';
import { useLocale } from '../ui/useLocale.ts';

/** What an order has to do with another one: the exit of a bracket's entry, and the entry of an exit. */
export function BracketFacts({ order }: { order: OrderView }) {
  const locale = useLocale();
  const { exit, exitOrderId, entryOrderId } = order;
  return (
    <>
      {entryOrderId !== null && <Fact name="Armed by">{orderLink(entryOrderId, 'its entry')}</Fact>}
      {exitOrderId !== null && <Fact name="Armed">{orderLink(exitOrderId, 'its exit')}</Fact>}
      {exit !== null && exitOrderId === null && (
        <Fact name="Arms, when it is executed">an exit at {waitedFor(exitOf(order, exit), locale)}</Fact>
      )}
    </>
  );
}

/** The exit in its own direction: it sells what the entry receives. */
function exitOf(order: OrderView, { trigger }: NonNullable<OrderView['exit']>): OrderView {
  return { ...order, tokenIn: order.tokenOut, tokenOut: order.tokenIn, trigger, fired: null };
}

function orderLink(orderId: string, words: string) {
  return (
    <Link href={`/orders/${orderId}`} prefetch={false} className="rounded text-accent hover:underline">
      {words}
    </Link>
  );
}
