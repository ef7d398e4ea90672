import type { ComponentType } from 'react';
import type { OrderKindName } from '../../core/order/kinds/orderKinds.ts';

/** What the form of an order kind gets. */
export type TicketFormProps = {
  /** Called when an order was sent. */
  onSent(): void;
};

/** An order kind in the ticket, listed in `kinds/ticketKinds.ts`. */
export type TicketKind = {
  /** Its name among the tabs. */
  readonly tab: string;
  /** The ticket's headline. */
  readonly title: string;
  readonly Form: ComponentType<TicketFormProps>;
};

/** All of them, in the order of their tabs. */
export type TicketKinds = Readonly<Record<OrderKindName, TicketKind>>;
