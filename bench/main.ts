import { parseArgs } from 'node:util';
import postgres, { type Sql } from 'postgres';
import { HIGH_LIMITS } from '../e2e/testing/highLimits.ts';
import { startStack } from '../scripts/stack.mjs';
import { costsPerOrder, createCostMeter } from './orders/costs.ts';
import { percentile } from './orders/percentile.ts';
import { type BenchTrader, connectTrader, type SeenOrder } from './orders/traders.ts';

/**
 * `npm run bench`: what quotes and routes cost, then orders per second from HTTP submit to final state on a whole engine of processes, with the client in this one, all on this
 * machine. Fails when fewer than 99 % of the orders confirm or the audit is not empty.
 */

const TRADERS = 20;
const CONCURRENCY = 200;
/** Orders in flight, and how many are measured at that. */
const LEVELS: readonly Level[] = [
  { inFlight: 1, orders: 100 },
  { inFlight: 10, orders: 1_000 },
  { inFlight: 50, orders: 3_000 },
  { inFlight: 200, orders: 6_000 },
];
const LEAST_CONFIRMED = 0.99;

type Level = { readonly inFlight: number; readonly orders: number };
type Measured = { readonly inFlight: number; readonly orders: readonly SeenOrder[]; readonly seconds: number };

/** Keeps `inFlight` orders under way until `count` are over; each slot goes to the next trader in turn. */
async function run(traders: readonly BenchTrader[], opts: { inFlight: number; count: number }): Promise<Measured> {
  const orders: SeenOrder[] = [];
  let begun = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: opts.inFlight }, async () => {
      while (begun < opts.count) {
        const trader = traders[begun++ % traders.length];
        if (trader !== undefined) orders.push(await trader.trade());
      }
    }),
  );
  return { inFlight: opts.inFlight, orders, seconds: (performance.now() - started) / 1_000 };
}

/**
 * What the engine itself adds to an order, ms: (confirmed committed − sent by the client) − (landed − first received by the chain). All
 * clocks are this machine's.
 */
async function overheads(owner: Sql, orders: readonly SeenOrder[]): Promise<number[]> {
  const sentAt = new Map(orders.map((order) => [order.orderId, order.sentAt]));
  const rows = await owner<{ order_id: string; confirmed: number; on_chain: number }[]>`
    select f.order_id, extract(epoch from f.settled_at)::float8 * 1000 as confirmed, (t.landed_at - t.received_at)::float8 as on_chain
      from engine.fills f join chain.transactions t on t.signature = f.signature
     where f.order_id = any (${[...sentAt.keys()]}::uuid[])`;
  return rows.map((row) => row.confirmed - (sentAt.get(row.order_id) ?? Number.NaN) - row.on_chain);
}

/** `--in-flight 1,10 --orders 100,500` measures these levels, a missing number of orders being 20 times what is in flight. */
function wantedLevels(): readonly Level[] {
  const { values } = parseArgs({ options: { 'in-flight': { type: 'string' }, orders: { type: 'string' } } });
  if (values['in-flight'] === undefined) return LEVELS;
  const numbers = (text: string) => text.split(',').map(Number);
  const orders = numbers(values.orders ?? '');
  return numbers(values['in-flight'])
    .filter((inFlight) => Number.isInteger(inFlight) && inFlight > 0)
    .map((inFlight, i) => ({ inFlight, orders: orders[i] || 20 * inFlight }));
}

/** Postgres and Redis that were brought up for us (scripts/withServices.mjs), or given. */
function givenServices(): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of ['DATABASE_URL', 'REDIS_URL'] as const) {
    const url = process.env[name];
    if (url !== undefined) given[name] = url;
  }
  return given;
}

const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(10);

async function main(): Promise<boolean> {
  const stack = await startStack({
    env: {
      ...HIGH_LIMITS,
      ...givenServices(),
      ...(process.env.NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS: process.env.NODE_OPTIONS }),
      NODE_ENV: 'production',
      SLOT_TIME_MS: '0',
      WORKER_CONCURRENCY: String(CONCURRENCY),
      LOG_LEVEL: 'warn',
    },
    log: { info: () => {}, line: (name, line) => console.error(`${name}: ${line}`) },
    timeoutMs: 120_000,
  });
  const owner = postgres(stack.databaseUrl, { max: 2, onnotice: () => {} });
  const { chain, server, worker } = stack.processes;
  const meter = createCostMeter({ owner, redisUrl: stack.redisUrl, processes: { server, worker, chain } });
  const traders = await Promise.all(Array.from({ length: TRADERS }, () => connectTrader(stack.url)));
  try {
    await run(traders, { inFlight: 20, count: 400 });
    console.log(
      `${TRADERS} traders, worker concurrency ${CONCURRENCY}, slot time 0; client and engine share this machine`,
    );
    console.log('in flight    orders   orders/s   confirmed   submit to final p50 / p99    engine overhead p50 / p99');
    let good = true;
    for (const { inFlight, orders: count } of wantedLevels()) {
      const before = Date.now();
      const unused = await meter.used();
      const { orders, seconds } = await run(traders, { inFlight, count });
      const used = await meter.used();
      const confirmed = orders.filter((order) => order.status === 'confirmed').length;
      const extra = await overheads(owner, orders);
      const whole = await wholeTimes(owner, orders, before);
      console.log(
        [
          String(inFlight).padStart(9),
          String(orders.length).padStart(9),
          (orders.length / seconds).toFixed(0).padStart(10),
          `${((100 * confirmed) / orders.length).toFixed(2)} %`.padStart(11),
          `${ms(percentile(whole, 0.5))} / ${ms(percentile(whole, 0.99))}`.padStart(28),
          `${ms(percentile(extra, 0.5))} / ${ms(percentile(extra, 0.99))}`.padStart(28),
        ].join(' '),
      );
      console.log(`${' '.repeat(10)}${costsPerOrder(unused, used, orders.length)}`);
      if (confirmed < LEAST_CONFIRMED * orders.length) {
        console.error(`Only ${confirmed} of ${orders.length} orders confirmed.`);
        good = false;
      }
    }
    const audit = await owner`select * from engine.audit limit 20`;
    console.log(audit.length === 0 ? 'audit: empty' : `audit: ${JSON.stringify(audit)}`);
    return good && audit.length === 0;
  } finally {
    await Promise.allSettled(traders.map((trader) => trader.close()));
    meter.close();
    await owner.end({ timeout: 2 });
    await stack.stop();
  }
}

/** From sending the request to the committed end, ms. */
async function wholeTimes(owner: Sql, orders: readonly SeenOrder[], since: number): Promise<number[]> {
  const rows = await owner<{ id: string; final: number }[]>`
    select id, extract(epoch from final_at)::float8 * 1000 as final from engine.orders where final_at >= ${new Date(since)}`;
  const finals = new Map(rows.map((row) => [row.id, row.final]));
  return orders.map((order) => (finals.get(order.orderId) ?? Number.NaN) - order.sentAt);
}

// What a quote and a route cost comes first, while nothing else runs; the module measures and prints when it is loaded.
if (wantedLevels() === LEVELS) await import('./quotes.ts');
process.exitCode = (await main()) ? 0 : 1;
