'use client';
import Link from 'next/link';
import { shownToken } from '../../core/tokens/token.ts';
import { AmendButton } from '../amending/AmendButton.tsx';
import { CancelButton } from '../cancelling/CancelButton.tsx';
import { useCancelShown } from '../cancelling/useCancelShown.ts';
import { OwnPage } from '../header/OwnPage.tsx';
import { useRepeatOrder } from '../navigation/useRepeatOrder.ts';
import { announcement, paidText } from '../order/orderOutcome.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { RepeatIcon } from '../ui/icons.tsx';
import { LoadingDetails } from '../ui/LoadingDetails.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { OrderIdLine } from './OrderIdLine.tsx';
import { notShownTitle, OrderNotShown } from './OrderNotShown.tsx';
import { OrderStory } from './OrderStory.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { useOrderStory } from './useOrderStory.ts';

/** An order's own page: everything about it, live while it is open. */
export function OrderDetails({ orderId }: { orderId: string }) {
  const { order, events, submissions, query } = useOrderStory(orderId);
  return (
    <OwnPage>
      {order !== undefined ? (
        <>
          <Headline order={order} />
          <OrderStory order={order} events={events} submissions={submissions} wide />
        </>
      ) : query.isError ? (
        <div className="mx-auto mt-16 max-w-lg">
          <h1 className="mb-3 text-xl font-semibold">{notShownTitle(query.error)}</h1>
          <OrderNotShown
            error={query.error}
            retry={() => void query.refetch()}
            wayOut={
              <Link href="/" className={BUTTON_LOOK.quiet}>
                To the desk
              </Link>
            }
          />
        </div>
      ) : (
        <LoadingDetails label="Loading the order" heading="h-7 w-80 max-w-full" />
      )}
    </OwnPage>
  );
}

function Headline({ order }: { order: NonNullable<ReturnType<typeof useOrderStory>['order']> }) {
  const locale = useLocale();
  const repeat = useRepeatOrder();
  const cancelShown = useCancelShown(order);
  return (
    <>
      <div
        tabIndex={-1}
        className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1.5 max-sm:px-2 max-sm:pt-1 outline-none"
      >
        <h1 className="text-xl font-semibold">
          {paidText(order, locale)} to {shownToken(order.tokenOut).symbol}
        </h1>
        <StatusBadge order={order} />
        <OrderIdLine orderId={order.orderId} />
        <div className="ml-auto flex gap-2 max-sm:ml-0 max-sm:flex-row-reverse">
          <AmendButton order={order} words="Amend" className={BUTTON_LOOK.quiet} />
          {cancelShown && <CancelButton order={order} className={`${BUTTON_LOOK.quiet} min-w-24`} />}
          <button type="button" className={BUTTON_LOOK.quiet} onClick={() => repeat(order)}>
            <RepeatIcon className="size-3.5" />
            Repeat
          </button>
        </div>
      </div>
      <p role="status" aria-live="polite" className="sr-only">
        {announcement(order, locale)}
      </p>
    </>
  );
}
