import { expect, it } from 'vitest';
import { createClient } from './createClient.ts';
import type { OrderRequest } from './engineTypes.ts';

const ORDER: OrderRequest = { type: 'market', tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1', slippageBps: 50 };

type Sent = { idempotencyKey: string; amountIn: string };

const json = (body: unknown) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
const accepted = ({ idempotencyKey }: Sent) => ({ order: { orderId: `order of ${idempotencyKey}` } });
const refused = (code: string, retryable: boolean) => ({
  error: { code, message: `${code} of one order`, retryable, requestId: 'r' },
});

/** A client of an engine that answers the calls with these answers in turn, and the calls that were sent to it. */
function engineThat(...answers: readonly ((orders: readonly Sent[]) => Response | Promise<Response>)[]) {
  const sent: (readonly Sent[])[] = [];
  const engine = createClient({
    url: 'http://127.0.0.1:9',
    fetch: async (_, init) => {
      const body = JSON.parse(String(init?.body)) as { 0: { orders: Sent[] } };
      const answer = answers[sent.push(body[0].orders) - 1];
      if (answer === undefined) throw new Error('one call more than expected');
      return answer(body[0].orders);
    },
  });
  return { engine, sent };
}
const answering = (of: (order: Sent, at: number) => unknown) => (orders: readonly Sent[]) =>
  json([{ result: { data: { answers: orders.map(of) } } }]);
const failing = async (): Promise<Response> => {
  throw new TypeError('fetch failed');
};

it('sends only unanswered orders again under the same keys, and answers in the order given', async () => {
  const { engine, sent } = engineThat(
    failing,
    answering((order, at) => [accepted(order), refused('UNAVAILABLE', true), refused('SAME_TOKEN', false)][at]),
    answering(accepted),
  );
  const orders = ['1', '2', '3'].map((amountIn): OrderRequest => ({ ...ORDER, amountIn }));
  const placed = await engine.placeMany(orders);
  const keys = placed.map(({ idempotencyKey }) => idempotencyKey);
  expect(new Set(keys).size).toBe(3);
  expect(sent.map((call) => call.map(({ idempotencyKey }) => idempotencyKey))).toEqual([keys, keys, [keys[1]]]);
  expect(placed.map(({ order, error }) => order?.orderId ?? error?.code)).toEqual([
    `order of ${keys[0]}`,
    `order of ${keys[1]}`,
    'SAME_TOKEN',
  ]);
  expect(placed[2]?.error).toMatchObject({ message: 'SAME_TOKEN of one order', retryable: false, requestId: 'r' });
});

it('gives each unanswered order the refusal of the call, with its own key', async () => {
  const shape = { message: 'slow down', code: -32_029 };
  const data = { code: 'TOO_MANY_REQUESTS', text: 'slow down', retryable: true, requestId: 'q', retryAfterSeconds: 7 };
  const { engine } = engineThat(
    answering((order, at) => (at === 0 ? accepted(order) : refused('INTERNAL', true))),
    () => json([{ error: { ...shape, data } }]),
  );
  const placed = await engine.placeMany([ORDER, { ...ORDER, idempotencyKey: 'mine' }]);
  expect(placed).toMatchObject([
    { order: { orderId: `order of ${placed[0]?.idempotencyKey}` } },
    { idempotencyKey: 'mine', error: { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: 7 } },
  ]);
});

it('resolves with the keys when the time-out, the signal or close() ends the wait', async () => {
  const { engine } = engineThat(...Array.from({ length: 3 }, () => () => new Promise<Response>(() => {})));
  const mine = [{ ...ORDER, idempotencyKey: 'mine' }];
  const will = new AbortController();
  const ends = [
    engine.placeMany(mine, { timeoutMs: 20 }),
    engine.placeMany(mine, { signal: will.signal }),
    engine.placeMany(mine),
  ];
  will.abort();
  await ends[0];
  await engine.close();
  const codes = (await Promise.all(ends)).map(([placed]) => [placed?.idempotencyKey, placed?.error?.code]);
  expect(codes).toEqual([
    ['mine', 'TIMED_OUT'],
    ['mine', 'ABORTED'],
    ['mine', 'CLOSED'],
  ]);
});

it('sends nothing for no orders', async () => {
  const { engine, sent } = engineThat();
  expect(await engine.placeMany([])).toEqual([]);
  expect(sent).toEqual([]);
});
