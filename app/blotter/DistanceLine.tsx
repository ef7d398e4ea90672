'use client';
import type { OrderView } from '../../core/order/orderView.ts';
import { longDistance, shortDistance } from '../resting/distanceWords.ts';
import { useRateNow } from '../resting/useRateNow.ts';
import { useLocale } from '../ui/useLocale.ts';

/** How far an order that rests is from its execution, for its own size. */
export function DistanceLine({ order }: { order: OrderView }) {
  const now = useRateNow(order, true);
  const locale = useLocale();
  // The line keeps its height until the first price.
  if (now === undefined) return <span className="h-3.5" />;
  return (
    <span className="truncate text-2xs/3.5 text-muted" title={longDistance({ order, now, locale })}>
      {shortDistance({ order, now, locale })}
    </span>
  );
}
