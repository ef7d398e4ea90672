import { acceptedOrder } from '../../core/order/applyEvent.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { findToken } from '../../core/tokens/token.ts';
import type { OnItsWay } from '../placing/placementSender.ts';

/** A row of the blotter. `sending` is the state of a placement that the server has not answered; its order has no id yet. */
export type BlotterRow = {
  readonly key: string;
  readonly order: OrderView;
  readonly sending: OnItsWay['state'] | undefined;
};

const rows = new WeakMap<OrderView, BlotterRow>();

/** The row of an order; the same object each time, so that components see that nothing changed. */
export function orderRow(order: OrderView, key = order.orderId): BlotterRow {
  const known = rows.get(order);
  if (known?.key === key) return known;
  const row: BlotterRow = { key, order, sending: undefined };
  rows.set(order, row);
  return row;
}

/** The row of a placement: the future order, as far as the request determines it. Undefined when its tokens are no longer listed. */
export function placementRow({ placement, state }: OnItsWay): BlotterRow | undefined {
  const { request, clickedAt } = placement;
  const [tokenIn, tokenOut] = [findToken(request.tokenIn)?.mint, findToken(request.tokenOut)?.mint];
  if (tokenIn === undefined || tokenOut === undefined) return undefined;
  const requestedMinOut = request.minOut ?? null;
  const at = new Date(clickedAt).toISOString();
  return {
    key: request.idempotencyKey,
    sending: state,
    order: acceptedOrder({
      orderId: request.idempotencyKey,
      acceptedAt: at,
      terms: {
        type: request.type ?? 'market',
        tokenIn,
        tokenOut,
        amountIn: request.amountIn,
        slippageBps: 'slippageBps' in request ? request.slippageBps : null,
        requestedMinOut,
        minOut: requestedMinOut ?? '0',
        trigger: null,
        exit: null,
        entryOrderId: null,
        quotedOut: null,
        quoteSlot: null,
        validUntil: at,
        version: 1,
      },
    }),
  };
}
