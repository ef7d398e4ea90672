'use client';
import { OrdersIntoView } from './OrdersIntoView.tsx';
import { RepeatIntoTicket } from './RepeatIntoTicket.tsx';

/** Does on the desk what was asked for elsewhere: to see the orders, or to repeat one. */
export default function AskedElsewhere(props: { onOrdersWanted(): void; onTicketFilled(): void }) {
  return (
    <>
      <OrdersIntoView onWanted={props.onOrdersWanted} />
      <RepeatIntoTicket onFilled={props.onTicketFilled} />
    </>
  );
}
