import type { OrderKindName } from '../../../core/order/kinds/orderKinds.ts';
import { lazyPart } from '../../ui/lazyPart.ts';
import type { TicketFormProps, TicketKind } from '../ticketKind.ts';
import { market } from './market.tsx';

/** The forms of the kinds that rest: loaded after the page, so that the market order's form does not wait for them. */
const Form = lazyPart<TicketFormProps>(() => import('./restingKinds.tsx'));

/** What the ticket shows of each kind of order, in the order of its tabs. */
export const TICKET_KINDS = {
  market,
  limit: { tab: 'Limit', title: 'Limit order', Form },
  stop: { tab: 'Stop', title: 'Stop order', Form },
  takeProfit: { tab: 'Take profit', title: 'Take profit', Form },
  trailingStop: { tab: 'Trailing', title: 'Trailing stop', Form },
  oco: { tab: 'OCO', title: 'One cancels the other', Form },
  bracket: { tab: 'Bracket', title: 'Bracket order', Form },
} as const satisfies Record<OrderKindName, TicketKind>;
