import type { IndexPrices } from '../../core/market/candleSchema.ts';
import { orderKind } from '../../core/order/kinds/orderKinds.ts';
import type { PlaceOrder } from '../../core/order/placeOrder.ts';
import type { Engine } from '../engine.ts';

/** The index prices if a trigger of one of these orders watches them; undefined otherwise, and while there are none. Never throws. */
export async function indexFor(
  engine: Pick<Engine, 'indexPrices'>,
  orders: readonly PlaceOrder[],
): Promise<IndexPrices | undefined> {
  const isAsked = orders.some((order) => orderKind(order.type).trigger(order)?.source === 'index');
  return isAsked ? engine.indexPrices() : undefined;
}
