import type { OrderEventView, OrderTerms, OrderView } from './orderView.ts';

/** Makes an order from its first event. */
export function acceptedOrder(opts: { orderId: string; acceptedAt: string; terms: OrderTerms }): OrderView {
  const { orderId, acceptedAt, terms } = opts;
  return {
    orderId,
    ...terms,
    seq: 1,
    status: 'pending',
    attempt: 0,
    acceptedAt,
    finalAt: null,
    nextRunAt: null,
    signature: null,
    fill: null,
    failure: null,
    fired: null,
    steps: [{ status: 'pending', attempt: 0, at: acceptedAt }],
  };
}

/**
 * Returns the order after an event: the first event makes the order, a later one updates it. Returns the same object when it already includes the
 * event (its `seq` is not lower than the event's). If events in between are missing, their steps are missing too; everything else is right.
 * Throws when a later event comes without the order.
 */
export function applyEvent(order: OrderView | undefined, event: OrderEventView): OrderView {
  if (order === undefined) {
    const { orderId, at, seq } = event;
    if (event.status !== 'pending' || seq > 1)
      throw new Error(`event ${seq} of the order ${orderId} came without its first one`);
    const { missed: _, nextRunAt: __, ...terms } = event.data;
    return acceptedOrder({ orderId, acceptedAt: at, terms });
  }
  return event.seq <= order.seq ? order : { ...order, ...stepOf(order, event), ...changeOf(event) };
}

function stepOf(order: OrderView, { seq, status, attempt, at }: OrderEventView): Partial<OrderView> {
  return { seq, status, attempt, nextRunAt: null, steps: [...order.steps, { status, attempt, at }] };
}

/** The fields that an event sets beyond its step. */
function changeOf(event: OrderEventView): Partial<OrderView> {
  switch (event.status) {
    case 'pending': {
      const { missed, ...terms } = event.data;
      return missed === null ? { ...terms, fired: null } : terms;
    }
    case 'building':
      return {};
    case 'routing': {
      const { retry, fired } = event.data;
      return { nextRunAt: retry?.nextRunAt ?? null, ...(fired === null ? {} : { fired, minOut: fired.minOut }) };
    }
    case 'submitted':
      return { signature: event.data.signature };
    case 'confirmed':
      return { finalAt: event.at, fill: event.data.fill, signature: event.data.fill.signature };
    case 'failed':
      return { finalAt: event.at, failure: event.data.failure };
    case 'cancelled':
    case 'expired':
      return { finalAt: event.at };
    default:
      return event satisfies never;
  }
}
