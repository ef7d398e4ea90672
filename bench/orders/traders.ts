import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { createClient, type EngineClient, guestSession } from '../../client/index.ts';
import { type FinalStatus, isFinal } from '../../core/order/lifecycle.ts';

/** An order of a client from sending to its end, wall-clock milliseconds. */
export type SeenOrder = { readonly orderId: string; readonly sentAt: number; readonly status: FinalStatus };

export type BenchTrader = {
  /** Places an order and resolves when its final event arrived by the trader's subscription. */
  trade(): Promise<SeenOrder>;
  close(): Promise<void>;
};

/** Swaps in turn, small enough that the wallet lasts and the pools hardly move. Base units. */
const SWAPS = [
  { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '10000000' },
  { tokenIn: 'USDC', tokenOut: 'SOL', amountIn: '1500000' },
  { tokenIn: 'USDC', tokenOut: 'JUP', amountIn: '1000000' },
  { tokenIn: 'JUP', tokenOut: 'SOL', amountIn: '1000000' },
] as const;

/** A guest with its own client: it places by HTTP and receives final events by one subscription. */
export async function connectTrader(url: string): Promise<BenchTrader> {
  const cookie = await guestSession({ url });
  const { client, close } = createClient({ url, cookie, WebSocket });
  const ends = await followEnds(client);
  let turn = 0;
  return {
    async trade() {
      const swap = SWAPS[turn++ % SWAPS.length] ?? SWAPS[0];
      const sentAt = Date.now();
      const { orderId } = await client.orders.place.mutate({
        type: 'market',
        ...swap,
        slippageBps: 1_000,
        idempotencyKey: randomUUID(),
      });
      return { orderId, sentAt, status: await ends.of(orderId) };
    },
    close,
  };
}

/** Resolves once the subscription is connected; from then on it receives every final event. */
function followEnds(client: EngineClient): Promise<{ of(orderId: string): Promise<SeenOrder['status']> }> {
  const ended = new Map<string, SeenOrder['status']>();
  const waiting = new Map<string, (status: SeenOrder['status']) => void>();
  return new Promise((resolve, reject) => {
    client.orders.onUpdate.subscribe(undefined, {
      onData: ({ data }) => {
        if (data.type === 'connected') {
          resolve({
            of: (orderId) => {
              const status = ended.get(orderId);
              if (status !== undefined) return Promise.resolve(status);
              return new Promise((done) => waiting.set(orderId, done));
            },
          });
          return;
        }
        for (const event of data.events) {
          const { status } = event;
          if (!isFinal(status)) continue;
          const done = waiting.get(event.orderId);
          if (done === undefined) ended.set(event.orderId, status);
          else done(status);
          waiting.delete(event.orderId);
        }
      },
      onError: reject,
    });
  });
}
