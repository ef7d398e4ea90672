import type { OrderEventView, OrderView, SubmissionView } from '../../core/order/orderView.ts';
import { FailureCard } from './FailureCard.tsx';
import { OutcomeCard } from './OutcomeCard.tsx';
import { QuotesAtRouting } from './QuotesAtRouting.tsx';
import { Timeline } from './Timeline.tsx';
import { TransactionCard } from './TransactionCard.tsx';

/** All steps of an order; in two columns where `wide` and there is room. */
export function OrderStory(props: {
  order: OrderView;
  events: readonly OrderEventView[];
  submissions: readonly SubmissionView[];
  wide?: boolean;
}) {
  const { order, events, submissions, wide = false } = props;
  const column = 'flex min-w-0 flex-col gap-2';
  return (
    <div className={wide ? 'grid gap-2 lg:grid-cols-2' : column}>
      <div className={column}>
        {order.failure !== null && <FailureCard order={order} failure={order.failure} submissions={submissions} />}
        <OutcomeCard order={order} events={events} />
        <Timeline events={events} />
      </div>
      <div className={column}>
        <QuotesAtRouting events={events} />
        <TransactionCard submissions={submissions} />
      </div>
    </div>
  );
}
