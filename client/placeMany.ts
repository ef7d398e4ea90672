import { EngineClientError, engineClientErrorOf, isUnanswered } from './engineClientError.ts';
import type { EngineClient, Order, OrderRequest, RouterOutputs } from './engineTypes.ts';
import { untilAnswered } from './unlessAborted.ts';

/** What became of an order of `placeMany`: as it was accepted, or why it was not, as far as is known. */
export type PlacedOrder = { readonly idempotencyKey: string } & (
  | { readonly order: Order; readonly error?: undefined }
  | { readonly order?: undefined; readonly error: EngineClientError }
);

type Answer = RouterOutputs['orders']['placeMany']['answers'][number];

/**
 * Places up to 50 orders in one call and resolves with what became of each, in the order given. Orders without an answer are sent again under the
 * same idempotency keys, so each is placed once at most. Never rejects: what ends a call as a whole, and the waiting, is the error of each order
 * that has no answer of its own.
 */
export async function placeMany(opts: {
  client: EngineClient;
  orders: readonly OrderRequest[];
  /** Ends the waiting. */
  signal: AbortSignal;
}): Promise<PlacedOrder[]> {
  const { client, signal } = opts;
  const requests = opts.orders.map((order) => ({
    ...order,
    idempotencyKey: order.idempotencyKey ?? crypto.randomUUID(),
  }));
  const known = new Map<number, PlacedOrder>();

  /** Sends the orders that have no answer; throws when one has none again. */
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
