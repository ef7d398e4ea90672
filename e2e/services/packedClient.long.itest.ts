import { expect, it } from 'vitest';
import { tcpSwitch } from '../server/testing/tcpSwitch.ts';
import { testEngine } from '../testing/testEngine.ts';
import { consumerProject } from './testing/consumerProject.ts';
import { newApiKey } from './testing/newApiKey.ts';

const PREAMBLE = `
declare const process: { env: Record<string, string | undefined>; exitCode: number };
const say = (line: object) => console.log(JSON.stringify(line));
const { ENGINE_URL: url = '', ENGINE_KEY: apiKey = '' } = process.env;
const order = { type: 'market', tokenIn: 'SOL', tokenOut: 'USDC', amountIn: '1000000000', slippageBps: 2000 } as const;
`;

/** Places by tRPC and follows by the iterator. */
const FOLLOWER = `
import { createClient, type OrderEvent } from '@order-execution-engine/client';
${PREAMBLE}
const engine = createClient({ url, apiKey: process.env.ENGINE_KEY, onConnection: (connection) => say({ connection }) });
const { orderId } = await engine.client.orders.place.mutate({ ...order, idempotencyKey: 'follower-1' });
say({ orderId });
// @ts-expect-error amounts are strings
void (() => engine.placeAndWait({ ...order, amountIn: 1 }));
// @ts-expect-error there is no such status
void ((event: OrderEvent) => event.status === 'done');
const seen: OrderEvent[] = [];
for await (const event of engine.orderEvents(orderId)) {
  seen.push(event);
  say({ seq: event.seq, status: event.status });
}
const after: number[] = [];
for await (const event of engine.orderEvents(orderId, { after: 3 })) after.push(event.seq);
say({ after });
// The client is not closed: an idle socket lets the process end.
`;

/** Waits for the final status of an order, and gets a refusal. */
const WAITER = `
import { createClient, EngineClientError, type EngineErrorCode, type Order } from '@order-execution-engine/client';
${PREAMBLE}
const noted: typeof fetch = async (input, init) => {
  try {
    return await fetch(input, init);
  } catch (error) {
    say({ lost: true });
    throw error;
  }
};
async function main(): Promise<void> {
  const engine = createClient({ url, apiKey, fetch: noted });
  const final: Order = await engine.placeAndWait(order, { timeoutMs: 60_000 });
  const { orders } = await engine.client.orders.list.query({});
  say({ status: final.status, filled: final.fill !== null, orders: orders.length });
  try {
    await engine.placeAndWait({ ...order, amountIn: '1000000000000' });
  } catch (error) {
    if (!(error instanceof EngineClientError)) throw error;
    const code: EngineErrorCode = error.code;
    say({ code, retryable: error.retryable, message: error.message, named: error.requestId !== undefined });
  }
  const patience = await engine.placeAndWait(order, { signal: AbortSignal.abort() }).catch((error: EngineClientError) => error);
  say({ code: patience instanceof EngineClientError ? patience.code : 'none' });
  await engine.close();
}
void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
`;

it('serves another project, ESM and CommonJS: typed, self-contained, each event once despite a lost connection, each order once', async () => {
  // Packed and installed while the engine starts.
  const installing = consumerProject();
  installing.catch(() => {});
  await using engine = await testEngine();
  await using line = await tcpSwitch();
  await using project = await installing;

  for (const [file, text] of await project.declarations()) {
    const imported = [...text.matchAll(/\b(?:from|import\() ?['"]([^'"]+)['"]/g)].map(
      ([, specifier = '']) => specifier,
    );
    expect(
      imported.filter((specifier) => !/^(@trpc\/|\.\/\w+\.js$)/.test(specifier)),
      file,
    ).toEqual([]);
    expect(text, file).not.toMatch(/drizzle|\bzod\b|\.\.\/|lease|ledger|fingerprint|CallContext|Identit/i);
  }
  await project.compile({ 'follower.mts': FOLLOWER, 'waiter.cts': WAITER });

  const url = line.through(engine.url);
  await line.on();
  await engine.owner`update chain.settings set hold_landings = true`;
  const following = project.start('follower.mjs', { ENGINE_URL: url, ENGINE_KEY: await newApiKey(engine.url) });
  const { orderId } = await following.line((said) => 'orderId' in said);
  await following.line((said) => said.status === 'submitted');
  await line.off();
  await following.line((said) => said.connection === 'closed');
  await engine.owner`update chain.settings set hold_landings = false`;
  await engine.until(
    () => engine.owner<{ status: string }[]>`
      select status from engine.orders where id = ${String(orderId)} and status = 'confirmed'`,
    { what: 'the order to be confirmed while nobody watches' },
  );

  const waiting = project.start('waiter.cjs', { ENGINE_URL: url, ENGINE_KEY: await newApiKey(engine.url) });
  await waiting.line((said) => said.lost === true);
  await line.on();
  const [followed, waited] = await Promise.all([following.ended(), waiting.ended()]);
  expect(followed.filter((said) => 'seq' in said)).toEqual([
    { seq: 1, status: 'pending' },
    { seq: 2, status: 'routing' },
    { seq: 3, status: 'building' },
    { seq: 4, status: 'submitted' },
    { seq: 5, status: 'confirmed' },
  ]);
  expect(followed.slice(-2)).toEqual([{ after: [4, 5] }, { connection: 'closed' }]);
  expect(waited.filter((said) => !('lost' in said))).toEqual([
    { status: 'confirmed', filled: true, orders: 1 },
    {
      code: 'INSUFFICIENT_BALANCE',
      retryable: false,
      message: expect.stringMatching(/^Your available balance/),
      named: true,
    },
    { code: 'ABORTED' },
  ]);
  expect(await engine.audit()).toEqual([]);
});
