import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createClient, guestSession } from '../../client/index.ts';
import type { BuildingView } from '../../core/order/orderView.ts';
import { SOL, USDC } from '../../core/tokens/token.ts';
import { connectDatabase } from '../../drizzle/database.ts';
import { HIGH_LIMITS } from '../../e2e/testing/highLimits.ts';
import { createNewsPublisher } from '../../redis/news.ts';
import { createLogger } from '../../runtime/logger.ts';
import { type Stack, startStack } from '../../scripts/stack.mjs';
import { createOrderMaker, EVENTS_PER_ORDER, type OrderMaker } from './orders.ts';
import { type ProcessUse, processUse } from './processUse.ts';
import { printedRun } from './report.ts';
import { type SubscriberProcess, startSubscribers } from './subscriberProcess.ts';

/**
 * `npm run bench:fanout` measures the delivery of events to many subscribers of few traders, on a real server, Postgres and Redis: 1,000 sockets
 * in a separate process, one subscription each, and one more client that requests its trader's whole past and reads nothing. Fails when an event
 * is missing, repeated or out of order, or when a subscriber is closed; figures of speed are printed, not checked.
 */

const WARM_UP_MS = 10_000;
/** Past events of the trader whose client does not read: more than the buffers on both sides hold. */
const PAST_ORDERS = 3_000;
/** Number of past orders that are made concurrently. */
const PAST_AT_ONCE = 200;
const SAMPLE_MS = 1_000;
const QUEUE_PREFIX = 'fanout';

function wanted(): { traders: number; subscribers: number; rate: number; seconds: number } {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { traders: text, subscribers: text, rate: text, seconds: text } });
  const number = (given: string | undefined, usual: number) => {
    const value = given === undefined ? usual : Number(given);
    if (!Number.isInteger(value) || value < 1) throw new Error(`${given} is not a whole number above 0`);
    return value;
  };
  return {
    traders: number(values.traders, 20),
    subscribers: number(values.subscribers, 1_000),
    rate: number(values.rate, 20_000),
    seconds: number(values.seconds, 60),
  };
}

type Trader = { readonly cookie: string; readonly traderId: string };

/** A funded guest, and the route of a quote, as in a real `building` event. */
async function guest(url: string): Promise<Trader & { building: BuildingView }> {
  const cookie = await guestSession({ url });
  const { client, close } = createClient({ url, cookie });
  const pair = { tokenIn: SOL.mint, tokenOut: USDC.mint };
  const { traderId } = await client.account.me.query();
  await client.account.topUp.mutate();
  const { slot, decision } = await client.quotes.get.query({ ...pair, amountIn: '1000000000', slippageBps: 50 });
  await close();
  return { cookie, traderId, building: { slot, decision } };
}

async function makePast(maker: OrderMaker, { traderId }: Trader): Promise<void> {
  let left = PAST_ORDERS;
  await Promise.all(
    Array.from({ length: PAST_AT_ONCE }, async () => {
      while (left-- > 0) await maker.make(traderId);
    }),
  );
}

/** Commits at the given rate while the subscribers count; samples the server's usage. */
async function measure(opts: {
  maker: OrderMaker;
  subscribers: SubscriberProcess;
  traders: readonly Trader[];
  ordersPerSecond: number;
  seconds: number;
  server: () => ProcessUse;
}) {
  const { maker, subscribers, traders, ordersPerSecond, seconds, server } = opts;
  const load = { traderIds: traders.map(({ traderId }) => traderId), perSecond: ordersPerSecond };
  await maker.makeFor({ ...load, ms: WARM_UP_MS });
  await subscribers.ask({ kind: 'begin' });
  const samples = [server()];
  const sampling = setInterval(() => samples.push(server()), SAMPLE_MS);
  const orders = await maker.makeFor({ ...load, ms: 1_000 * seconds });
  clearInterval(sampling);
  samples.push(server());
  const report = await subscribers.ask({ kind: 'report' });
  if (report === undefined) throw new Error('the subscribers reported nothing');
  return { report, orders, samples };
}

async function run(stack: Stack): Promise<boolean> {
  const { traders: count, subscribers: total, rate, seconds } = wanted();
  const each = Math.ceil(total / count);
  const logger = createLogger({ name: 'fanout', level: 'warn', format: 'pretty' });
  const publisher = createNewsPublisher({ url: stack.redisUrl, prefix: QUEUE_PREFIX, logger });
  const database = connectDatabase({ url: stack.databaseUrl, applicationName: 'fanout', max: 4 });
  const subscribers = startSubscribers();
  try {
    const guests = await Promise.all(Array.from({ length: count }, () => guest(stack.url)));
    const [first] = guests;
    if (first === undefined) throw new Error('no trader');
    const maker = await createOrderMaker({ database, building: first.building, publish: publisher.publish });
    await makePast(maker, first);
    const { url } = stack;
    await subscribers.ask({ kind: 'connect', url, each, cookies: guests.map(({ cookie }) => cookie) });
    await subscribers.ask({ kind: 'stall', url, cookie: first.cookie });
    const pid = stack.processes.server?.pid;
    if (pid === undefined) throw new Error('the server is down');
    const ordersPerSecond = rate / each / EVENTS_PER_ORDER;
    console.log(
      `${each * count} subscribers of ${count} traders, a socket each, and one client that reads nothing; ${rate} events/s wanted for ${seconds} s`,
    );
    const measured = await measure({
      maker,
      subscribers,
      traders: guests,
      ordersPerSecond,
      seconds,
      server: () => processUse(pid),
    });
    console.log(printedRun(measured));
    console.log(`load of the last minute: ${(loadavg()[0] ?? Number.NaN).toFixed(1)} on ${cpus().length} cores`);
    return measured.report.gaps === 0 && measured.report.closed === 0;
  } finally {
    subscribers.stop();
    await Promise.allSettled([publisher.close(), database.close()]);
  }
}

const stack = await startStack({
  env: {
    ...(process.env.DATABASE_URL === undefined ? {} : { DATABASE_URL: process.env.DATABASE_URL }),
    ...(process.env.REDIS_URL === undefined ? {} : { REDIS_URL: process.env.REDIS_URL }),
    ...(process.env.NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS: process.env.NODE_OPTIONS }),
    ...HIGH_LIMITS,
    NODE_ENV: 'production',
    QUEUE_PREFIX,
    LOG_LEVEL: 'warn',
  },
  log: { info: () => {}, line: (name, line) => console.error(`${name}: ${line}`) },
  processes: ['chain', 'server'],
  timeoutMs: 120_000,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stack.stop().finally(() => process.exit(1)));
try {
  process.exitCode = (await run(stack)) ? 0 : 1;
} finally {
  await stack.stop();
}
process.exit();
