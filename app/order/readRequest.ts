import './withoutEval.ts';

import { type PlaceOrder, placeOrderInput } from '../../core/order/placeOrder.ts';

/** A request as the engine reads it; undefined when it would be refused as malformed. Loads the schemas, which the first page does without. */
export function readRequest(request: unknown): PlaceOrder | undefined {
  return placeOrderInput.safeParse(request).data;
}
