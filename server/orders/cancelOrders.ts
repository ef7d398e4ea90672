import { EngineError } from '../../core/errors/engineError.ts';
import type { CancelAllAnswer, CancelAnswer } from '../../core/order/cancelOrder.ts';
import { isFinal, mayLand, phaseOf } from '../../core/order/lifecycle.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import type { Cancellation, Pair } from '../../drizzle/orderCancellation.ts';
import type { Identity } from '../auth/identity.ts';
import type { Engine } from '../engine.ts';
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

/**
 * Cancels all open orders of the trader, or those of a pair in either direction; one that is undecided is answered with its error. Throws EngineError
 * UNAVAILABLE.
 */
export async function cancelAll(opts: Call & { readonly pair: Pair | undefined }): Promise<CancelAllAnswer> {
  const cancellations = await requestCancel(opts, undefined, opts.pair);
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

/** Requests the cancellation, and waits for the end of orders that only the chain can decide. */
async function requestCancel(
  { engine, identity }: Call,
  orderIds: readonly string[] | undefined,
  pair?: Pair,
): Promise<Cancellation[]> {
  const { traderId } = identity;
  const cancellations = await engine.cancellation.cancel({ traderId, orderIds, pair });
  if (cancellations.some(({ verdict }) => verdict === 'cancelled')) engine.publishNews([traderId]);
  const unsure = cancellations.filter(({ verdict }) => verdict === 'unsure');
  for (const { orderId, epoch } of unsure) engine.dispatch({ orderId, epoch, delayMs: 0 });
  if (unsure.length > 0) await ended({ engine, identity }, new Set(unsure.map(({ orderId }) => orderId)));
  return cancellations;
}

async function answerOf(call: Call, { orderId, verdict }: Cancellation): Promise<CancelAnswer> {
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

/** Resolves when the orders have ended, or when the patience of the call has. */
async function ended({ engine, identity }: Call, open: Set<string>): Promise<void> {
  const { traderId } = identity;
  // Taken before the orders are read: an end is in what is read, or after this position.
  const position = (await engine.history.lastSeqs([traderId])).get(traderId) ?? 0n;
  for (const orderId of [...open]) {
    const order = await engine.history.find({ traderId, orderId });
    if (order !== undefined && isFinal(order.status)) open.delete(orderId);
  }
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const cursor = engine.feed.open({ traderId, after: position, latest: position, signal });
  try {
    while (open.size > 0) {
      const events = await cursor.take();
      if (events === undefined) return;
      for (const { orderId, status } of events) if (isFinal(status)) open.delete(orderId);
    }
  } finally {
    cursor.close();
  }
}
