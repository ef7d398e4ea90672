'use client';
import { useDeferredValue } from 'react';
import { formatCount } from '../../core/amounts/format.ts';
import { isFinal } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { useOnItsWay, useSession } from '../live/DeskContext.tsx';
import { requestErrorOf } from '../live/requestError.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { ListIcon } from '../ui/icons.tsx';
import { Panel } from '../ui/Panel.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { OnItsWayRow } from './OnItsWayRow.tsx';
import { OrderRow } from './OrderRow.tsx';
import { announcement } from './orderOutcome.ts';
import { useOrders } from './useOrders.ts';

/** So many of the newest orders show the time of each step; older ones have it on their own page. */
const ROWS_WITH_TIMES = 12;

/** The trader's orders, live. */
export function OrdersPanel() {
  const { orders, query } = useOrders();
  const onItsWay = useOnItsWay();
  const locale = useLocale();
  const open = orders?.filter(({ status }) => !isFinal(status)).length ?? 0;
  return (
    <Panel
      title="Orders"
      aside={
        <span className="text-2xs text-faint">{open > 0 ? `${formatCount({ value: open, locale })} open` : ''}</span>
      }
      className="h-full"
      bodyClassName="overflow-y-auto overscroll-contain"
    >
      <Announcer orders={orders} />
      {onItsWay.length > 0 && (
        <ul aria-label="Orders being sent">
          {onItsWay.map((one) => (
            <OnItsWayRow key={one.placement.request.idempotencyKey} {...one} />
          ))}
        </ul>
      )}
      {orders !== undefined && orders.length > 0 && (
        <ol aria-label="Orders, newest first">
          {orders.map((order, i) => (
            <OrderRow key={order.orderId} order={order} withTimes={i < ROWS_WITH_TIMES} />
          ))}
        </ol>
      )}
      {orders === undefined && query.isError && (
        <div className="p-4">
          <ErrorNote
            error={requestErrorOf(query.error)}
            action={
              <button type="button" className={BUTTON_LOOK.quiet} onClick={() => void query.refetch()}>
                Try again
              </button>
            }
          />
        </div>
      )}
      {orders === undefined && !query.isError && <Loading />}
      {orders?.length === 0 && onItsWay.length === 0 && <Empty />}
      {query.hasNextPage && (
        <div className="flex justify-center p-3">
          <button
            type="button"
            className={BUTTON_LOOK.quiet}
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {query.isFetchingNextPage ? 'Loading …' : 'Show older orders'}
          </button>
        </div>
      )}
    </Panel>
  );
}

/** Says aloud where the newest order stands whenever that changes. */
function Announcer({ orders }: { orders: readonly OrderView[] | undefined }) {
  const locale = useLocale();
  const newest = useDeferredValue(orders?.[0]);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {newest === undefined ? '' : announcement(newest, locale)}
    </p>
  );
}

function Loading() {
  const session = useSession();
  if (session.status === 'ended') return null;
  return (
    <div role="status" aria-label="Loading your orders" className="flex flex-col">
      {[0, 1, 2].map((row) => (
        <div key={row} className="flex flex-col gap-3 border-b border-line px-4 py-3">
          <div className="skeleton h-4 w-2/3" />
          <div className="skeleton h-3 w-full" />
        </div>
      ))}
    </div>
  );
}

function Empty() {
  return (
    <div className="flex h-full min-h-48 flex-col items-center justify-center gap-2 px-6 text-center">
      <ListIcon className="size-6 text-faint" />
      <p className="font-medium">No orders yet</p>
      <p className="max-w-72 text-muted">
        Enter an amount and swap: every step of the order appears here as it happens.
      </p>
    </div>
  );
}
