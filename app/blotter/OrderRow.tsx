'use client';
import Link from 'next/link';
import { memo } from 'react';
import type { OrderView } from '../../core/order/orderView.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { useHeardOf } from '../live/DeskContext.tsx';
import { withHeard } from '../live/heardEvents.ts';
import { ArrowRightIcon, WarningIcon } from '../ui/icons.tsx';
import { clockTime, duration, msBetween } from '../ui/instant.ts';
import { TokenMark } from '../ui/TokenMark.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { OrderSteps } from './OrderSteps.tsx';
import { paidText, receivedText, troubleText } from './orderOutcome.ts';
import { orderSteps } from './orderSteps.ts';
import { useOrder } from './useOrder.ts';

/** An order in the list. `withTimes`: asks for its events, so that each step shows its time. */
export const OrderRow = memo(function OrderRow(props: { order: OrderView; withTimes: boolean }) {
  const { withTimes } = props;
  const { orderId } = props.order;
  const { events } = useOrder({ orderId, enabled: withTimes });
  const order = withHeard(props.order, useHeardOf(orderId));
  const locale = useLocale();
  const trouble = troubleText(order, locale);
  const swap = `${paidText(order, locale)} to ${listedToken(order.tokenOut).symbol}`;
  return (
    <li className="relative border-b border-line px-4 py-2.5 hover:bg-raised/60">
      <article aria-label={`Order ${swap}`}>
        <div className="mb-2 flex items-center gap-3">
          <time dateTime={order.acceptedAt} className="w-14 shrink-0 text-2xs text-faint">
            {clockTime({ iso: order.acceptedAt, locale })}
          </time>
          <p className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5 font-medium">
            <Amount symbol={listedToken(order.tokenIn).symbol} text={paidText(order, locale)} />
            <ArrowRightIcon className="size-3.5 text-faint" />
            <span className="sr-only">to</span>
            <Amount
              symbol={listedToken(order.tokenOut).symbol}
              text={receivedText(order, locale)}
              faint={order.fill === null}
            />
          </p>
          <span className="shrink-0 text-2xs text-faint">
            {order.finalAt === null ? '' : duration({ ms: msBetween(order.acceptedAt, order.finalAt), locale })}
          </span>
          <Link
            href={`/orders/${order.orderId}`}
            prefetch={false}
            className="shrink-0 rounded text-2xs text-accent after:absolute after:inset-0 hover:underline"
          >
            Details<span className="sr-only"> of the order {swap}</span>
          </Link>
        </div>
        <OrderSteps steps={orderSteps({ order, events })} acceptedAt={order.acceptedAt} />
        {trouble !== undefined && (
          <p className={`mt-1.5 flex gap-1.5 text-2xs ${order.failure === null ? 'text-warn' : 'text-bad'}`}>
            <WarningIcon className="mt-px size-3.5" />
            <span>{trouble}</span>
          </p>
        )}
      </article>
    </li>
  );
});

function Amount({ symbol, text, faint = false }: { symbol: string; text: string; faint?: boolean }) {
  return (
    <span className={`inline-flex items-center gap-1.5 ${faint ? 'text-muted' : 'text-ink'}`}>
      <TokenMark symbol={symbol} size="small" />
      {text}
    </span>
  );
}
