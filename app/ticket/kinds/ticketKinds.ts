import type { OrderKindName } from '../../../core/order/kinds/orderKinds.ts';
import type { TicketKind } from '../ticketKind.ts';
import { market } from './market.tsx';

/** What the ticket shows of each kind of order. */
export const TICKET_KINDS = { market } satisfies Record<OrderKindName, TicketKind>;
