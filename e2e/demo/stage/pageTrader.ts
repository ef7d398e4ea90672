import type { Page } from 'playwright/test';
import WebSocket from 'ws';
import { createClient, type EngineClient, type RouterOutputs } from '../../../client/index.ts';
import type { OrderView } from '../../../core/order/orderView.ts';
import { type MarketRequest, orderRequest } from '../../testing/orderRequest.ts';

/** The trader of a page, as a program with the page's cookie: the engine's answers, to compare with the page. */
export type PageTrader = AsyncDisposable & {
  readonly client: EngineClient;
  /** Places a market order; by default 1 SOL for USDC at 5 % with its own key. */
  place(request?: Partial<MarketRequest>): Promise<OrderView>;
  order(orderId: string): Promise<RouterOutputs['orders']['get']>;
  /** The newest order. Throws when there is none. */
  newest(): Promise<OrderView>;
  /** The order once it is final; throws when it is not final within 30 s. */
  over(orderId: string): Promise<RouterOutputs['orders']['get']>;
};

export async function pageTrader(opts: { page: Page; url: string }): Promise<PageTrader> {
  const cookies = await opts.page.context().cookies(opts.url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  const { client, close } = createClient({ url: opts.url, cookie, WebSocket });
  const order = (orderId: string) => client.orders.get.query({ orderId });
  return {
    client,
    order,
    place: (request = {}) => client.orders.place.mutate(orderRequest({ slippageBps: 500, ...request })),
    async newest() {
      const { orders } = await client.orders.list.query({ limit: 1 });
      const [newest] = orders;
      if (newest === undefined) throw new Error('the page has placed no order');
      return newest;
    },
    async over(orderId) {
      const deadline = performance.now() + 30_000;
      for (;;) {
        const found = await order(orderId);
        if (found.order.finalAt !== null) return found;
        if (performance.now() > deadline) throw new Error(`order ${orderId} is still ${found.order.status} after 30 s`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    [Symbol.asyncDispose]: () => close(),
  };
}
