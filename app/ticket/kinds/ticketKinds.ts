import type { OrderKindName } from '../../../core/order/kinds/orderKinds.ts';
import type { TicketKind } from '../ticketKind.ts';
import { market } from './market.tsx';

/** What the ticket shows of each kind of order, in the order in which they are offered. */
const TICKET_KINDS = { market } satisfies Partial<Record<OrderKindName, TicketKind>>;

/** The kinds of orders that the ticket makes: it begins with the market order. */
export const TICKETS = [market, ...Object.values(TICKET_KINDS).filter((kind) => kind !== market)] as const;
