import type { OrderKindName } from '../../core/order/kinds/orderKinds.ts';
import { kindRests as restsByName } from '../../core/order/kinds/restingNames.ts';
import type { OrderView } from '../../core/order/orderView.ts';

/** The name of an order kind on the desk. */
export const KIND_WORDS = {
  market: 'Market',
  limit: 'Limit',
  stop: 'Stop',
  takeProfit: 'Take profit',
  trailingStop: 'Trailing stop',
  oco: 'OCO',
  bracket: 'Bracket',
} as const satisfies Record<OrderKindName, string>;

/** True for an order of a kind that waits for the market before it is executed. */
export function kindRests({ type }: Pick<OrderView, 'type'>): boolean {
  return restsByName(type);
}

/** True while an order waits for the market: it can be amended, and nothing of it is being executed. */
export function isResting(order: Pick<OrderView, 'type' | 'status'>): boolean {
  return order.status === 'pending' && kindRests(order);
}
