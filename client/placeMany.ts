import { EngineClientError, engineClientErrorOf, isUnanswered } from './engineClientError.ts';
import type { EngineClient, Order, OrderRequest, RouterOutputs } from './engineTypes.ts';
import { untilAnswered } from './unlessAborted.ts';

/** The result for an order of `placeMany`: the accepted order, or the reason why it was not accepted, as far as known. */
export type PlacedOrder = { readonly idempotencyKey: string } & (
  | { readonly order: Order; readonly error?: undefined }
  | { readonly order?: undefined; readonly error: EngineClientError }
);

type Answer = RouterOutputs['orders']['placeMany']['answers'][number];

/**
 * Places up to 50 orders in one call and resolves with the result of each, in the order given. Unanswered orders are sent again under the same
 * idempotency keys, so each is placed at most once. Never rejects: if a call fails as a whole, or the wait ends, each order without an answer has
 * that error.
 */
export async function placeMany(opts: {
  client: EngineClient;
  orders: readonly OrderRequest[];
  /** Ends the wait. */
  signal: AbortSignal;
}): Promise<PlacedOrder[]> {
  const { client, signal } = opts;
  const requests = opts.orders.map((order) => ({
    ...order,
    idempotencyKey: order.idempotencyKey ?? crypto.randomUUID(),
  }));
  const known = new Map<number, PlacedOrder>();

  /** Sends the unanswered orders; throws when one is unanswered again. */
  async function send(): Promise<void> {
    const open = [...requests.entries()].filter(([at]) => !known.has(at));
    if (open.length === 0) return;
    const { answers } = await client.orders.placeMany.mutate({ orders: open.map(([, request]) => request) });
    let unanswered: EngineClientError | undefined;
    for (const [i, [at, { idempotencyKey }]] of open.entries()) {
      const outcome = outcomeOf(answers[i]);
      if (outcome.error !== undefined && isUnanswered(outcome.error)) unanswered = outcome.error;
      else known.set(at, { idempotencyKey, ...outcome });
    }
    if (unanswered !== undefined) throw unanswered;
  }

  const end = await untilAnswered(send, signal).then(() => undefined, engineClientErrorOf);
  return requests.map(
    ({ idempotencyKey }, at) =>
      known.get(at) ?? { idempotencyKey, error: end ?? new EngineClientError({ code: 'NO_ANSWER' }) },
  );
}

function outcomeOf(answer: Answer | undefined) {
  if (answer === undefined) return { error: new EngineClientError({ code: 'NO_ANSWER' }) };
  if ('order' in answer) return { order: answer.order };
  const { message, ...error } = answer.error;
  return { error: new EngineClientError({ answer: { ...error, text: message } }) };
}
