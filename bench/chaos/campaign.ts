import { setTimeout as wait } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { percentile } from '../orders/percentile.ts';
import type { Capitals } from './capitals.ts';
import { type Clickers, createClickers } from './clickers.ts';
import { drawsOf } from './draws.ts';
import { type EngineUnderFire, QUEUE_PREFIX, startEngineUnderFire } from './engineUnderFire.ts';
import { createInflicter, type Hit, type Inflicter } from './inflict.ts';
import { followTrader, type LiveSubscriber } from './liveSubscriber.ts';
import { insistently } from './patience.ts';
import { untilNoneOpen, untilNothingCanLand, untilOnlyRest } from './quiet.ts';
import { reckon } from './reckoning.ts';
import { createRepeatedHints } from './repeatedHints.ts';
import { type RepeatedTriggers, repeatTriggers } from './repeatedTriggers.ts';
import type { Report } from './report.ts';
import { FAULT_KINDS, type FaultKind, type PlannedFault, planFaults, roundsFor } from './schedule.ts';

export type CampaignOptions = {
  readonly seconds: number;
  readonly orders: number;
  readonly seed: number;
  readonly traders?: number;
  /** The maximum time from the last fault until no order is open, seconds. */
  readonly quietWithin?: number;
  /** Writes the output of the processes to stderr. */
  readonly verbose?: boolean;
};

/** Orders before the first fault, and how many of them have to be confirmed for the engine to count as working. */
const CALM_ORDERS = 34;
export const CALM_CONFIRMED = 20;
const CALM_MS = 25_000;
/** Between two orders before that, milliseconds. */
const CALM_CLICK_EVERY_MS = 60;
/** After the last of the planned orders, while a fault is held until it had its effect or too few are confirmed: milliseconds between additional orders. */
const LATE_CLICK_EVERY_MS = 250;
/** Number of orders without a clear answer above which no late order is added: their clicks alone keep the machine busy. */
const MOST_WAITING = 10;
/** Maximum time that a fault waits for the engine to acknowledge an order after the fault before it, milliseconds. */
const BREATH_MS = 10_000;
/** Traders with an open page throughout. */
const FOLLOWED = 2;
const READY_MS = 60_000;
/** Once the faults have ended, clicks and the cancellation of all that is left get their answers within this time, milliseconds. */
const LAST_CLICKS_MS = 20_000;
const CATCH_UP_MS = 15_000;

/**
 * Runs a campaign: an engine of real processes under clicks and faults, then quiet, then the cancellation of all orders that still rest, then the
 * comparison of the clients' journal with the tables of engine and chain.
 */
export async function runCampaign(opts: CampaignOptions): Promise<Report> {
  await using engine = await startEngineUnderFire({ verbose: opts.verbose === true });
  const owner = postgres(engine.services.databaseUrl, {
    max: 3,
    connect_timeout: 3,
    fetch_types: false,
    max_lifetime: null,
    backoff: (retries) => Math.min(0.05 * 2 ** retries, 1),
    onnotice: () => {},
  });
  const hints = createRepeatedHints({ url: engine.services.redisUrl, prefix: QUEUE_PREFIX });
  await using clickers = await createClickers({
    urls: engine.urls,
    traders: opts.traders ?? 12,
    seed: opts.seed,
    onAcknowledged: hints.repeat,
  });
  const subscribers = Array.from({ length: FOLLOWED }, (_, trader) =>
    followTrader({
      connections: clickers.connections(trader),
      draws: drawsOf({ seed: opts.seed, stream: `page ${trader}` }),
    }),
  );
  const triggers = repeatTriggers(owner);
  try {
    return await fight({ ...opts, engine, owner, clickers, subscribers, triggers });
  } finally {
    await triggers.stop();
    for (const subscriber of subscribers) subscriber.close();
    await hints.close();
    await owner.end({ timeout: 2 });
  }
}

type Field = CampaignOptions & {
  engine: EngineUnderFire;
  owner: Sql;
  clickers: Clickers;
  subscribers: readonly LiveSubscriber[];
  triggers: RepeatedTriggers;
};

async function fight(field: Field): Promise<Report> {
  const { engine, owner, clickers } = field;
  const inflicter = createInflicter({ engine, owner });
  const giveUp = new AbortController();
  const clicks: Promise<void>[] = [];
  const click = () => void clicks.push(clickers.click(giveUp.signal));

  await inflicter.heal();
  const confirmedFirst = await calm({ owner, click, clickers });

  const loadedAt = performance.now();
  const faults = planFaults({ seed: field.seed, seconds: field.seconds, rounds: roundsFor(field.seconds) });
  let striking = true;
  const inflicted = strike({ faults, inflicter, clickers }).finally(() => {
    striking = false;
  });
  await clickEvenly({ clickers, click, orders: field.orders, seconds: field.seconds });
  // Faults that are still held, or still to come, wait for traffic.
  while (striking) {
    if (waiting(clickers) < MOST_WAITING) click();
    await wait(LATE_CLICK_EVERY_MS);
  }
  const hits = (await inflicted).filter((hit) => hit !== undefined);
  await inflicter.heal();

  const healedAt = performance.now();
  setTimeout(() => giveUp.abort(), LAST_CLICKS_MS).unref();
  await Promise.all([engine.ready(READY_MS), ...clicks]);
  const withinMs = (field.quietWithin ?? 60) * 1_000;
  const { seconds: secondsToQuiet, ...seenOpen } = await untilOnlyRest({ owner, since: healedAt, withinMs });
  await clickers.cancelAll(AbortSignal.timeout(LAST_CLICKS_MS));
  await untilNoneOpen(owner, withinMs);
  await untilNothingCanLand(owner);
  const GAPS = await gapsSeen(field);
  const { reckoning, ends } = await insistently(() => reckon({ owner, journal: clickers.journal, seenOpen }));
  const { examples, ...books } = reckoning;
  const capitals: Capitals = {
    ...books,
    GAPS,
    ILLEGAL: engine.log.illegal(),
    CRASHED: engine.log.uncaught(),
    REFUSED: Object.values(engine.log.sqlStates()).reduce((sum, times) => sum + times, 0),
  };
  const accepts = clickers.journal.flatMap(({ acceptMs }) => acceptMs ?? []);
  return {
    seed: field.seed,
    seconds: field.seconds,
    orders: clickers.journal.length,
    loadSeconds: (healedAt - loadedAt) / 1_000,
    confirmedFirst,
    faults: countFaults({ hits, clickers }),
    ...ends,
    refused: clickers.journal.filter(({ refused }) => refused !== undefined).length,
    unclear: clickers.journal.reduce((sum, entry) => sum + entry.unclear, 0),
    unanswered: clickers.journal.filter(({ refused, acknowledged }) => !refused && acknowledged.size === 0).length,
    capitals,
    sqlStates: engine.log.sqlStates(),
    fenced: engine.log.fenced(),
    fencedTriggers: engine.log.fencedTriggers(),
    repeatedTriggers: field.triggers.counts(),
    ambiguous: engine.log.ambiguous(),
    thrownAway: engine.log.thrownAway(),
    secondsToQuiet,
    acceptMs: { p50: percentile(accepts, 0.5), p99: percentile(accepts, 0.99) },
    pageMoves: field.subscribers.reduce((sum, subscriber) => sum + subscriber.moves(), 0),
    recoveries: await recoveries({ owner, hits }),
    examples: [...examples, ...engine.log.examples()],
  };
}

const acknowledged = ({ journal }: Clickers) => journal.reduce((sum, entry) => sum + entry.acknowledged.size, 0);

/** Number of orders whose clients still click. */
const waiting = ({ journal }: Clickers) =>
  journal.filter((entry) => entry.acknowledged.size === 0 && entry.refused === undefined).length;

/**
 * Inflicts the faults at their times, each only after an order was acknowledged since the previous one began: on a busy machine, where processes
 * take long to start, faults come later instead of keeping everything down for the rest of the campaign.
 */
async function strike(opts: {
  faults: readonly PlannedFault[];
  inflicter: Inflicter;
  clickers: Clickers;
}): Promise<(Hit | undefined)[]> {
  const { faults, inflicter, clickers } = opts;
  const begun = performance.now();
  const inflicted: Promise<Hit | undefined>[] = [];
  let before = -1;
  for (const fault of faults) {
    await wait(Math.max(0, fault.atMs - (performance.now() - begun)));
    const latest = performance.now() + BREATH_MS;
    while (acknowledged(clickers) <= before && performance.now() < latest) await wait(50);
    before = acknowledged(clickers);
    inflicted.push(inflicter.inflict(fault));
  }
  return Promise.all(inflicted);
}

/** Places orders on an engine without faults until enough of them are confirmed; returns how many are before the first fault. */
async function calm(opts: { owner: Sql; click(): void; clickers: Clickers }): Promise<number> {
  const { owner, click, clickers } = opts;
  const end = performance.now() + CALM_MS;
  for (;;) {
    if (clickers.journal.length < CALM_ORDERS || waiting(clickers) < MOST_WAITING) click();
    const [row] = await insistently(
      () => owner<{ n: number }[]>`select count(*)::int as n from engine.orders where status = 'confirmed'`,
    );
    const confirmed = row?.n ?? 0;
    const placed = clickers.journal.length >= CALM_ORDERS;
    if ((confirmed >= CALM_CONFIRMED && placed) || performance.now() > end) return confirmed;
    await wait(placed ? LATE_CLICK_EVERY_MS : CALM_CLICK_EVERY_MS);
  }
}

async function clickEvenly(opts: {
  clickers: Clickers;
  click(): void;
  orders: number;
  seconds: number;
}): Promise<void> {
  const { clickers, click, orders, seconds } = opts;
  const before = clickers.journal.length;
  const begun = performance.now();
  const lengthMs = seconds * 1_000;
  for (let elapsed = 0; elapsed < lengthMs; elapsed = performance.now() - begun) {
    const due = Math.min(orders, before + Math.ceil(((orders - before) * elapsed) / lengthMs));
    while (clickers.journal.length < due) click();
    await wait(20);
  }
  while (clickers.journal.length < orders) click();
}

/** The events that the open pages missed, or saw twice or out of order, once they have had time to catch up. */
async function gapsSeen({ owner, clickers, subscribers }: Field): Promise<number> {
  const last = await Promise.all(
    subscribers.map(async (_, trader) => {
      const ids = clickers.journal.flatMap((entry) => (entry.trader === trader ? [...entry.acknowledged] : []));
      const [row] = await insistently(
        () => owner<{ last_seq: string }[]>`
          select t.last_seq from engine.traders t join engine.orders o on o.trader_id = t.id where o.id = ${ids[0] ?? null}`,
      );
      return BigInt(row?.last_seq ?? 0);
    }),
  );
  const end = performance.now() + CATCH_UP_MS;
  const behind = () =>
    subscribers.reduce((sum, subscriber, i) => sum + Math.abs(Number((last[i] ?? 0n) - subscriber.seen())), 0);
  while (behind() > 0 && performance.now() < end) await wait(50);
  return behind() + subscribers.reduce((sum, subscriber) => sum + subscriber.gaps(), 0);
}

function countFaults(opts: { hits: readonly Hit[]; clickers: Clickers }): Record<FaultKind, number> {
  const counts = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  for (const { kind } of opts.hits) counts[kind] += 1;
  counts['duplicate clicks'] = opts.clickers.journal.filter(({ duplicate }) => duplicate).length;
  return counts;
}

/** Seconds from the end of a fault (of a kill: from the kill) to the next confirmed order, by kind. */
async function recoveries(opts: { owner: Sql; hits: readonly Hit[] }): Promise<Report['recoveries']> {
  const rows = await insistently(
    () => opts.owner<{ at: number }[]>`
      select extract(epoch from at)::float8 * 1000 as at from engine.order_events where status = 'confirmed' order by at`,
  );
  const byKind = new Map<FaultKind, number[]>();
  for (const { kind, healedAt } of opts.hits) {
    const next = rows.find(({ at }) => at > healedAt);
    if (next !== undefined) byKind.set(kind, [...(byKind.get(kind) ?? []), (next.at - healedAt) / 1_000]);
  }
  return Object.fromEntries(
    [...byKind].map(([kind, seconds]) => [kind, { median: percentile(seconds, 0.5), longest: Math.max(...seconds) }]),
  );
}
