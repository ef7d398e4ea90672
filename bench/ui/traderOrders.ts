import { randomUUID } from 'node:crypto';
import type { BrowserContext } from 'playwright';
import { isFinal, type OrderStatus } from '../../core/order/lifecycle.ts';

/** Another client of the same trader: acts by the browser's own cookie. */
export type TraderClient = {
  /** Places one small swap; resolves when it is accepted. */
  place(): Promise<void>;
  /** How many of the trader's orders are not final yet. */
  open(): Promise<number>;
};

export async function traderClient(opts: { context: BrowserContext; url: string }): Promise<TraderClient> {
  const cookie = (await opts.context.cookies(opts.url)).map(({ name, value }) => `${name}=${value}`).join('; ');
  const headers = { cookie, origin: opts.url, 'content-type': 'application/json' };
  let placed = 0;
  return {
    async place() {
      // There and back again, so that neither side of the wallet runs dry.
      const sellsSol = placed++ % 2 === 0;
      const answer = await fetch(`${opts.url}/api/trpc/orders.place`, {
        method: 'POST',
        headers,
        body: JSON.stringify({
          type: 'market',
          tokenIn: sellsSol ? 'SOL' : 'USDC',
          tokenOut: sellsSol ? 'USDC' : 'SOL',
          amountIn: sellsSol ? '1000000' : '150000',
          slippageBps: 1_000,
          idempotencyKey: randomUUID(),
        }),
      });
      if (!answer.ok) throw new Error(`an order was refused: ${(await answer.text()).slice(0, 300)}`);
    },
    async open() {
      const input = encodeURIComponent(JSON.stringify({ status: ['open'], limit: 100 }));
      const answer = await fetch(`${opts.url}/api/trpc/orders.list?input=${input}`, { headers });
      const { result } = (await answer.json()) as { result: { data: { orders: { status: OrderStatus }[] } } };
      return result.data.orders.filter(({ status }) => !isFinal(status)).length;
    },
  };
}
