import { expect } from 'playwright/test';
import { decimalText } from '../../../core/amounts/format.ts';
import { CONFIRMED, orderRows } from '../../fixtures/desk.ts';
import { type ConsumerProject, consumerProject } from '../../services/testing/consumerProject.ts';
import type { Chapter } from '../chapter.ts';

/** Another service in its own folder, with the packed client as its only dependency, compiled strictly. */
const PROGRAM = `
import { createClient, type Order } from '@order-execution-engine/client';
declare const process: { env: Record<string, string | undefined> };
const say = (line: object) => console.log(JSON.stringify(line));
const { ENGINE_URL: url = '', ENGINE_KEY: apiKey = '' } = process.env;

const engine = createClient({ url, apiKey });
// Sells some SOL, and spends half of the received amount on JUP.
const sold: Order = await engine.placeAndWait({
  type: 'market', tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '3000000000', slippageBps: 100,
});
say({ orderId: sold.orderId, received: sold.fill?.amountOut });
const half = (BigInt(sold.fill?.amountOut ?? '0') / 2n).toString();
const { orderId } = await engine.client.orders.place.mutate({
  type: 'market', tokenIn: 'USDC', tokenOut: 'JUP', amountIn: half, slippageBps: 100, idempotencyKey: \`jup-\${sold.orderId}\`,
});
const seen: number[] = [];
for await (const event of engine.orderEvents(orderId)) {
  seen.push(event.seq);
  if (event.status === 'confirmed') say({ orderId, spent: half, received: event.data.fill.amountOut, seen });
}
await engine.close();
`;

let installing: Promise<ConsumerProject> | undefined;

/** Packs, installs and compiles, once. */
function install(): Promise<ConsumerProject> {
  installing ??= (async () => {
    const project = await consumerProject();
    await project.compile({ 'rebalance.mts': PROGRAM });
    return project;
  })();
  return installing;
}

export const service: Chapter = {
  name: 'service',
  title: 'A service trades, the desk watches',
  early() {
    // A failure is reported by the code that awaits it.
    install().catch(() => {});
  },
  async prepare() {
    await install();
  },
  async play({ page, trader, engine, caption, pause, shown, highlight }) {
    await using project = await install();
    const { secret } = await trader.client.apiKeys.create.mutate({ name: 'rebalancer', scopes: ['trade'] });
    await caption(
      'Another program, the packed TypeScript client, an API key: await engine.placeAndWait({ tokenIn: "SOL", … })',
    );
    const program = project.start('rebalance.mjs', { ENGINE_URL: engine.stack.url, ENGINE_KEY: secret });
    await expect(orderRows(page), 'its first order appears by itself').not.toHaveCount(0, { timeout: 15_000 });
    await expect(orderRows(page)).toHaveText([CONFIRMED, CONFIRMED], { timeout: 20_000 });
    highlight(1800);
    await caption('Nobody touches this page: it hears every step as it is committed.');

    const [sold, bought] = await program.ended();
    if (sold === undefined || bought === undefined) throw new Error('the program said too little');
    expect(bought.seen, 'it heard each event once').toEqual([1, 2, 3, 4, 5]);
    await expect(orderRows(page)).toHaveCount(2);
    await expect(page.getByRole('row', { name: /^Swap of 3 SOL for USDC/ })).toBeVisible();
    for (const said of [sold, bought]) {
      const { order } = await trader.order(String(said.orderId));
      expect(order.fill?.amountOut, 'the engine filled what the program says').toBe(said.received);
    }
    await page
      .getByRole('button', { name: /^Details of 3 SOL to USDC/ })
      .first()
      .click();
    const received = decimalText({ amount: BigInt(String(sold.received)), decimals: 6 });
    const plain = (text: string) => text.replaceAll(',', '');
    const drawer = page.getByRole('dialog', { name: /^3 SOL to/ });
    await expect.poll(async () => plain(await drawer.innerText()), 'the desk shows the same').toContain(received);
    await pause(1200);
    shown(`another project with the packed client and an API key sold 3 SOL for ${received} USDC and bought JUP`);
    shown('the desk showed both orders live; the program heard events 1 to 5, each once');
  },
};
