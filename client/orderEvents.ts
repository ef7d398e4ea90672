import { abortErrorOf, engineClientErrorOf } from './engineClientError.ts';
import type { EngineClient, OrderEvent } from './engineTypes.ts';
import { pauseBefore, unlessAborted, untilAnswered } from './unlessAborted.ts';

/**
 * The events of one order after `after`, from one subscription; ends when the subscription completes. The subscription itself moves to a new
 * socket and resumes after its last event.
 */
async function* subscribed(opts: {
  client: EngineClient;
  orderId: string;
  after: number;
  signal: AbortSignal;
}): AsyncGenerator<OrderEvent, void> {
  const { client, orderId, after, signal } = opts;
  const waiting: OrderEvent[] = [];
  let ended = false;
  let failure: unknown;
  let wake = () => {};
  const subscription = client.orders.onStatus.subscribe(
    { orderId, ...(after > 0 ? { lastEventId: String(after) } : {}) },
    {
      onData: ({ data }) => {
        if (data.type === 'event') waiting.push(data.event);
        wake();
      },
      onComplete: () => {
        ended = true;
        wake();
      },
      onError: (error) => {
        ended = true;
        failure = error;
        wake();
      },
    },
  );
  try {
    for (;;) {
      for (let event = waiting.shift(); event !== undefined; event = waiting.shift()) yield event;
      if (failure !== undefined) throw engineClientErrorOf(failure);
      if (ended) return;
      const news = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await unlessAborted(news, signal);
    }
  } finally {
    subscription.unsubscribe();
  }
}

/**
 * The events of an order: every event after `after` (all events without it) once and in order, through any number of lost connections; ends after
 * the final one. Rejects with EngineClientError: ORDER_NOT_FOUND, UNAUTHENTICATED, or when the signal is aborted.
 */
export async function* orderEvents(opts: {
  client: EngineClient;
  orderId: string;
  /** `seq` of the last event that is known already. */
  after?: number | undefined;
  signal: AbortSignal;
}): AsyncGenerator<OrderEvent, void> {
  const { client, orderId, signal } = opts;
  let seq = opts.after ?? 0;
  for (let attempt = 0; ; attempt += 1) {
    if (signal.aborted) throw abortErrorOf(signal);
    for await (const event of subscribed({ client, orderId, after: seq, signal })) {
      if (event.seq <= seq) continue;
      seq = event.seq;
      attempt = 0;
      yield event;
    }
    // A subscription completes after the final event, or when its server stops; the order's state says which.
    const { order, events } = await untilAnswered(() => client.orders.get.query({ orderId }), signal);
    for (const event of events) {
      if (event.seq <= seq) continue;
      seq = event.seq;
      yield event;
    }
    if (order.finalAt !== null) return;
    await pauseBefore(attempt, signal);
  }
}
