import type { OrderEventView, OrderView, SubmissionView } from '../../core/order/orderView.ts';
import { isResting } from '../resting/rests.ts';
import { ExpiredCard } from './ExpiredCard.tsx';
import { FailureCard } from './FailureCard.tsx';
import { FiredCard } from './FiredCard.tsx';
import { missedOf } from './missedOf.ts';
import { OutcomeCard } from './OutcomeCard.tsx';
import { QuotesAtRouting } from './QuotesAtRouting.tsx';
import { Timeline } from './Timeline.tsx';
import { TransactionCard } from './TransactionCard.tsx';
import { WaitingCard } from './WaitingCard.tsx';

/** All steps of an order; in two columns where `wide` and there is room. */
export function OrderStory(props: {
  order: OrderView;
  events: readonly OrderEventView[];
  submissions: readonly SubmissionView[];
  wide?: boolean;
}) {
  const { order, events, submissions, wide = false } = props;
  const missed = missedOf(events);
  const column = 'flex min-w-0 flex-col gap-2';
  return (
    <div className={wide ? 'grid gap-2 lg:grid-cols-2' : column}>
      <div className={column}>
        {order.failure !== null && <FailureCard order={order} failure={order.failure} submissions={submissions} />}
        {order.status === 'expired' && <ExpiredCard missed={missed} />}
        {isResting(order) && <WaitingCard order={order} missed={missed} />}
        {order.fired !== null && <FiredCard order={order} fired={order.fired} />}
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
