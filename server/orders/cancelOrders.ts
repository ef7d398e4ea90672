import { EngineError } from '../../core/errors/engineError.ts';
import type { CancelAllAnswer, CancelAnswer } from '../../core/order/cancelOrder.ts';
import { isFinal, mayLand, phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import type { Cancellation } from '../../drizzle/orderCancellation.ts';
import type { Identity } from '../auth/identity.ts';
import type { Engine } from '../engine.ts';
import { orderStatusStream } from '../events/orderStatusStream.ts';
import { errorShapeOf, refusalOf, trpcErrorOf } from '../trpc/errorShape.ts';
import { logTrpcError } from '../trpc/logTrpcError.ts';

/** How long a call waits for the chain's word about an order, milliseconds. */
const PATIENCE_MS = 5_000;

type Call = { readonly engine: Engine; readonly identity: Identity };

/**
 * Cancels one order and returns the final answer. Throws EngineError ORDER_NOT_FOUND; CANCEL_UNDECIDED when only the chain can say whether the order
 * was executed and it did not within 5 s (the cancellation is recorded then); UNAVAILABLE.
 */
export async function cancelOrder(opts: Call & { readonly orderId: string }): Promise<CancelAnswer> {
  const { orderId } = opts;
  const [cancellation] = await requestCancel(opts, [orderId]);
  if (cancellation === undefined || cancellation.verdict === 'unknown')
    throw new EngineError({ code: 'ORDER_NOT_FOUND' });
  return answerOf(opts, cancellation);
}

/** Cancels all open orders of the trader; one that is undecided is answered with its error. Throws EngineError UNAVAILABLE. */
export async function cancelAll(opts: Call): Promise<CancelAllAnswer> {
  const cancellations = await requestCancel(opts);
  const answers = cancellations.map(async (cancellation) => {
    try {
      return await answerOf(opts, cancellation);
    } catch (thrown) {
      const error = trpcErrorOf(thrown);
      logTrpcError({ error, procedure: 'orders.cancelAll', logger: opts.engine.logger });
      return { orderId: cancellation.orderId, error: refusalOf(errorShapeOf(error)) };
    }
  });
  return { answers: await Promise.all(answers) };
}

async function requestCancel({ engine, identity }: Call, orderIds?: readonly string[]): Promise<Cancellation[]> {
  const { traderId } = identity;
  const cancellations = await engine.cancellation.cancel({ traderId, ...(orderIds === undefined ? {} : { orderIds }) });
  if (cancellations.some(({ verdict }) => verdict === 'cancelled')) {
    engine.feed.wake([traderId]);
    engine.publishNews([traderId]);
  }
  for (const { orderId, epoch, verdict } of cancellations)
    if (verdict === 'unsure') engine.dispatch({ orderId, epoch, delayMs: 0 });
  return cancellations;
}

async function answerOf(call: Call, { orderId, verdict }: Cancellation): Promise<CancelAnswer> {
  if (verdict === 'unsure') await ended(call, orderId);
  const order = await orderOf(call, orderId);
  if (verdict === 'already_final') return { outcome: 'already_final', order };
  // It may have gone on since the request was recorded.
  if (order.status === 'cancelled') return { outcome: 'cancelled', order };
  if (order.signature !== null && (phaseOf(order.status) === 'done' || mayLand(order.status)))
    return { outcome: 'too_late', signature: order.signature, order };
  if (isFinal(order.status)) return { outcome: 'already_final', order };
  throw new EngineError({ code: 'CANCEL_UNDECIDED' });
}

async function orderOf({ engine, identity }: Call, orderId: string): Promise<OrderView> {
  const order = await engine.history.find({ traderId: identity.traderId, orderId });
  if (order === undefined) throw new EngineError({ code: 'ORDER_NOT_FOUND' });
  return order;
}

/** Resolves when the order has ended, or when the patience of the call has. */
async function ended({ engine, identity }: Call, orderId: string): Promise<void> {
  const { traderId } = identity;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const events = orderStatusStream({ ...engine, traderId, orderId, afterSeq: 0, signal });
  // The stream ends after the order's last event, and when the signal is aborted.
  for await (const _ of events);
}
