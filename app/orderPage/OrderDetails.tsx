'use client';
import Link from 'next/link';
import { type ReactNode, useEffect } from 'react';
import type { OrderEventView, OrderView, SubmissionView } from '../../core/order/orderView.ts';
import { listedToken } from '../../core/tokens/token.ts';
import { announcement, paidText } from '../blotter/orderOutcome.ts';
import { STATUS_WORDS } from '../blotter/statusWords.ts';
import { useOrder } from '../blotter/useOrder.ts';
import { DeskHeader } from '../header/DeskHeader.tsx';
import { requestErrorOf } from '../live/requestError.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { ArrowLeftIcon, CheckIcon, ClockIcon, CrossIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { FailureCard } from './FailureCard.tsx';
import { OutcomeCard } from './OutcomeCard.tsx';
import { QuotesAtRouting } from './QuotesAtRouting.tsx';
import { Timeline } from './Timeline.tsx';
import { TransactionCard } from './TransactionCard.tsx';

/** Everything about one order, live while it is open. */
export function OrderDetails({ orderId }: { orderId: string }) {
  const { order, events, submissions, query } = useOrder({ orderId });
  useSubmissionsOf({ order, submissions, refetch: query.refetch });
  return (
    <div className="flex min-h-dvh flex-col">
      <DeskHeader>
        <Link href="/" className={BUTTON_LOOK.quiet}>
          <ArrowLeftIcon className="size-3.5" />
          Desk
        </Link>
      </DeskHeader>
      <main className="mx-auto w-full max-w-6xl flex-1 p-4 max-sm:p-2">
        {order !== undefined ? (
          <Story order={order} events={events} submissions={submissions} />
        ) : query.isError ? (
          <NotShown error={query.error} retry={() => void query.refetch()} />
        ) : (
          <Loading />
        )}
      </main>
    </div>
  );
}

/** Submissions are no part of the events: they are asked for when an event says that one was made, or how it ended. */
function useSubmissionsOf(opts: {
  order: OrderView | undefined;
  submissions: readonly SubmissionView[];
  refetch: () => unknown;
}): void {
  const { order, submissions, refetch } = opts;
  const signature = order?.signature ?? null;
  const known = submissions.find((submission) => submission.signature === signature);
  const missing = signature !== null && (known === undefined || (order?.finalAt !== null && known.outcome === 'live'));
  const state = `${signature} ${order?.status}`;
  useEffect(() => {
    if (missing && state !== '') void refetch();
  }, [missing, state, refetch]);
}

function Story(props: { order: OrderView; events: readonly OrderEventView[]; submissions: readonly SubmissionView[] }) {
  const { order, events, submissions } = props;
  const locale = useLocale();
  return (
    <>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="text-xl font-semibold">
          {paidText(order, locale)} to {listedToken(order.tokenOut).symbol}
        </h1>
        <StatusBadge order={order} />
        <p className="font-mono text-2xs break-all text-muted">
          <span className="font-sans">Order </span>
          {order.orderId}
        </p>
      </div>
      <p role="status" aria-live="polite" className="sr-only">
        {announcement(order, locale)}
      </p>
      <div className="grid gap-2 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-2">
          {order.failure !== null && <FailureCard order={order} failure={order.failure} submissions={submissions} />}
          <OutcomeCard order={order} events={events} />
          <Timeline events={events} />
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <QuotesAtRouting events={events} />
          <TransactionCard submissions={submissions} />
        </div>
      </div>
    </>
  );
}

const BADGES: Record<'open' | 'confirmed' | 'failed', { look: string; icon: ReactNode }> = {
  open: { look: 'bg-accent-soft text-accent', icon: <ClockIcon className="size-3.5" /> },
  confirmed: { look: 'bg-good-soft text-good', icon: <CheckIcon className="size-3.5" /> },
  failed: { look: 'bg-bad-soft text-bad', icon: <CrossIcon className="size-3.5" /> },
};

function StatusBadge({ order: { status } }: { order: OrderView }) {
  const { look, icon } = BADGES[status === 'confirmed' || status === 'failed' ? status : 'open'];
  return (
    <span className={`inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 font-medium ${look}`}>
      {icon}
      {STATUS_WORDS[status]}
    </span>
  );
}

function NotShown({ error, retry }: { error: unknown; retry: () => void }) {
  const shown = requestErrorOf(error);
  return (
    <div className="mx-auto mt-16 max-w-lg">
      <h1 className="mb-3 text-xl font-semibold">
        {shown.code === 'ORDER_NOT_FOUND' ? 'Order not found' : 'The order can’t be shown'}
      </h1>
      <ErrorNote error={shown} />
      <div className="mt-3 flex gap-2">
        <Link href="/" className={BUTTON_LOOK.quiet}>
          To the desk
        </Link>
        {shown.code !== 'ORDER_NOT_FOUND' && (
          <button type="button" className={BUTTON_LOOK.quiet} onClick={retry}>
            Try again
          </button>
        )}
      </div>
    </div>
  );
}

function Loading() {
  return (
    <div role="status" aria-label="Loading the order" className="flex flex-col gap-3">
      <div className="skeleton h-7 w-80 max-w-full" />
      <div className="grid gap-2 lg:grid-cols-2">
        <div className="skeleton h-96" />
        <div className="skeleton h-96" />
      </div>
    </div>
  );
}
