import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';
import type { StackProcess } from '../../scripts/stack.mjs';
import { type Dependency, type EngineUnderFire, LEASE_MS, type Role } from './engineUnderFire.ts';
import { insistently } from './patience.ts';
import { REDIS_LIES, type RedisLie, withRedis } from './redisFaults.ts';
import type { InflictedKind, PlannedFault } from './schedule.ts';

/** A fault that took effect. Wall-clock milliseconds. */
export type Hit = { readonly kind: InflictedKind; readonly at: number; readonly healedAt: number };

export type Inflicter = {
  /** Inflicts a fault, and removes it after its time and its effect. Undefined when it had no effect. Never throws. */
  inflict(fault: PlannedFault): Promise<Hit | undefined>;
  /** Removes all faults that may still be in force. Throws when Postgres or Redis stays down. */
  heal(): Promise<void>;
};

/** How long a fault waits for a target, milliseconds. */
const PATIENCE_MS = 20_000;
/** How long a fault is held at most while it waits for its effect, milliseconds. */
const HELD_AT_MOST_MS = 40_000;
/** Interval of checks whether a fault had its effect, milliseconds. */
const LOOK_EVERY_MS = 100;
/** The same while waiting jobs are deleted, since jobs come and go quickly. */
const DELETE_EVERY_MS = 2;
/** The effect of lost requests and answers: this many unanswered submissions, more than a short campaign demands. Two simultaneous faults may share them. */
const AMBIGUOUS_EACH = 6;
/** The effect of a Redis that refuses writes or hides jobs, and of late landings: this many orders accepted or submitted meanwhile. */
const ORDERS_EACH = 3;
/** How long submissions accumulate before their worker is frozen, milliseconds. */
const GATHER_MS = 500;
/** Maximum time without landings while submissions of a worker accumulate, and again while other workers take them over, milliseconds. */
const LANDINGS_HELD_MS = 2 * LEASE_MS;
/** How long the writes of a resumed worker are held back, milliseconds: long enough for its request to the chain, even on a busy machine. */
const WRITES_HELD_MS = 1_500;
/** Maximum number of freezes of a worker until a write under a lost lease is refused. */
const FREEZES = 3;
/** How long a resumed worker may take to try such a write, milliseconds. */
const WAKE_MS = LEASE_MS;
/** The share of requests to send that is lost during these faults. */
const LOSS_RATE = 0.8;
/**
 * The settings without a fault: a quarter of the transactions lands a second late, so that faults always find submissions under way; and prices move
 * by some 0.1 % a second, so that orders that rest near the market fire. At more than that they would often be at their bounds, and stand still.
 */
const CALM = {
  lose_request_rate: 0,
  lose_answer_rate: 0,
  delay_rate: 0.25,
  delay_slots: 20,
  hold_landings: false,
  volatility_percent: 300,
};

/** `owner`: a connection of the database's owner, which only faults of Postgres itself affect. */
export function createInflicter(opts: { engine: EngineUnderFire; owner: Sql }): Inflicter {
  const { engine, owner } = opts;

  /** Waits until one of these processes is alive, and returns the one that `aim` selects. */
  async function living<T>(of: () => readonly T[], aim: number): Promise<T | undefined> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const alive = of();
      const chosen = alive[Math.floor(aim * alive.length)];
      if (chosen !== undefined || performance.now() > end) return chosen;
      await wait(50);
    }
  }

  const processes = (role: Role) => () =>
    engine.instances.filter((one) => one.role === role && one.process.pid !== undefined).map((one) => one.process);
  const one = (process: StackProcess) => () => (process.pid === undefined ? [] : [process]);

  async function kill(of: () => readonly StackProcess[], { aim }: PlannedFault): Promise<boolean> {
    const target = await living(of, aim);
    target?.kill('SIGKILL');
    return target !== undefined;
  }

  async function freeze(role: Role, { aim, lastsMs }: PlannedFault): Promise<boolean> {
    const target = await living(processes(role), aim);
    if (target === undefined) return false;
    target.kill('SIGSTOP');
    await wait(lastsMs);
    target.kill('SIGCONT');
    return true;
  }

  /** Polls until the condition holds, for at most `mostMs`; the queried service may be down meanwhile. */
  async function until(is: () => boolean | Promise<boolean>, mostMs: number): Promise<boolean> {
    const end = performance.now() + mostMs;
    for (;;) {
      if (await Promise.resolve(is()).catch(() => false)) return true;
      if (performance.now() > end) return false;
      await wait(LOOK_EVERY_MS);
    }
  }

  /** Keeps a fault in force for its time and until it had its effect; applies it repeatedly, since another fault may end it. */
  async function hold(opts: {
    lastsMs: number;
    inflict(): Promise<unknown>;
    hadEffect(): Promise<boolean>;
    everyMs?: number;
  }): Promise<boolean> {
    const begun = performance.now();
    let effect = false;
    for (;;) {
      try {
        await opts.inflict();
        effect ||= await opts.hadEffect();
      } catch {
        // Postgres or Redis was just killed; the fault is applied once they are back.
      }
      const passed = performance.now() - begun;
      if ((effect && passed >= opts.lastsMs) || passed > HELD_AT_MOST_MS) return effect;
      await wait(opts.everyMs ?? LOOK_EVERY_MS);
    }
  }

  async function count(table: 'orders' | 'submissions'): Promise<number> {
    const [row] = await owner<{ n: number }[]>`select count(*)::int as n from ${owner(`engine.${table}`)}`;
    return row?.n ?? 0;
  }

  /** True once this many rows were added since the call. */
  async function added(table: 'orders' | 'submissions'): Promise<() => Promise<boolean>> {
    const before = await insistently(() => count(table));
    return async () => (await count(table)) >= before + ORDERS_EACH;
  }

  /** True while the process with this id (in the name of its leases) holds a submitted order. */
  async function holdsSubmissions(pid: number): Promise<boolean> {
    const rows = await owner`
      select 1 from engine.orders where status = 'submitted' and lease_owner like ${`%-${pid}-%`} limit 1`;
    return rows.length > 0;
  }

  /**
   * Freezes a worker while its own submissions are under way, and lets none land until another worker has taken them over: when the frozen worker
   * resumes, it no longer holds its orders. Landings stop for at most LANDINGS_HELD_MS before and after. Writes of the resumed worker are held
   * back for WRITES_HELD_MS: it learns from the chain how its orders ended, and writes that, before Postgres can answer that their leases are
   * lost.
   */
  async function freezeHolder({ aim, lastsMs }: PlannedFault): Promise<boolean> {
    const target = await living(processes('worker'), aim);
    const pid = target?.pid;
    if (target === undefined || pid === undefined) return false;
    const line = engine.instances.find(({ process }) => process === target)?.lines.postgres;
    const holdsNone = async () => !(await holdsSubmissions(pid));
    await setChain({ hold_landings: true });
    try {
      if (await until(() => holdsSubmissions(pid), LANDINGS_HELD_MS)) await wait(GATHER_MS);
      target.kill('SIGSTOP');
      const takenOver = until(holdsNone, LANDINGS_HELD_MS).then(() => setChain({ hold_landings: false }));
      await Promise.all([wait(lastsMs), takenOver]);
      line?.open();
      target.kill('SIGCONT');
      await wait(WRITES_HELD_MS);
    } finally {
      target.kill('SIGCONT');
      line?.heal({ cut: false });
      await setChain({ hold_landings: false });
    }
    return true;
  }

  /** Freezes workers until the database refuses a write of one of them under a lost lease. */
  async function freezeWorker(fault: PlannedFault): Promise<boolean> {
    let frozen = false;
    for (let n = 0; n < FREEZES; n += 1) {
      frozen = (await freezeHolder(fault)) || frozen;
      if (await until(() => engine.log.fenced() > 0, WAKE_MS)) break;
    }
    return frozen;
  }

  async function darken(to: Dependency, { aim, lastsMs, cut }: PlannedFault): Promise<boolean> {
    const line = await living(
      () => engine.instances.flatMap(({ lines }) => lines[to] ?? []).filter((candidate) => candidate.connections() > 0),
      aim,
    );
    if (line === undefined) return false;
    line.open();
    await wait(lastsMs);
    line.heal({ cut });
    return true;
  }

  const setChain = (values: Partial<typeof CALM>) =>
    insistently(() => owner`update chain.settings set ${owner(values)}`);

  async function chainFault(
    settings: Partial<typeof CALM>,
    { lastsMs }: PlannedFault,
    hadEffect: () => Promise<boolean>,
  ): Promise<boolean> {
    try {
      return await hold({ lastsMs, inflict: () => owner`update chain.settings set ${owner(settings)}`, hadEffect });
    } finally {
      await setChain(
        Object.fromEntries(Object.entries(CALM).filter(([name]) => Object.hasOwn(settings, name))) as Partial<
          typeof CALM
        >,
      );
    }
  }

  /** Loses requests to the chain, or its answers, until enough submissions got no answer. */
  function loseSubmissions(settings: Partial<typeof CALM>, fault: PlannedFault): Promise<boolean> {
    const before = engine.log.ambiguous();
    return chainFault(settings, fault, async () => engine.log.ambiguous() >= before + AMBIGUOUS_EACH);
  }

  const { redisUrl } = engine.services;
  async function flush(): Promise<boolean> {
    await insistently(() => withRedis(redisUrl, (redis) => redis.flushall()), PATIENCE_MS);
    return true;
  }

  /** Makes Redis refuse writes, or hide jobs, while it still answers PING. */
  async function lie(kind: RedisLie, { lastsMs }: PlannedFault): Promise<boolean> {
    const { inflict, heal } = REDIS_LIES[kind];
    const deletes = kind === 'deleted wait list';
    const ordersAdded = await added('orders');
    let hit = false;
    try {
      return await withRedis(redisUrl, (redis) =>
        hold({
          lastsMs,
          inflict: async () => {
            hit = (await inflict(redis)) || hit;
          },
          hadEffect: deletes ? async () => hit : ordersAdded,
          everyMs: deletes ? DELETE_EVERY_MS : LOOK_EVERY_MS,
        }),
      );
    } finally {
      await insistently(() => withRedis(redisUrl, heal));
    }
  }

  function run(fault: PlannedFault): Promise<boolean> {
    switch (fault.kind) {
      case 'kill server':
        return kill(processes('server'), fault);
      case 'kill worker':
        return kill(processes('worker'), fault);
      case 'kill chain':
        return kill(processes('chain'), fault);
      case 'freeze server':
        return freeze('server', fault);
      case 'freeze worker':
        return freezeWorker(fault);
      case 'freeze chain':
        return freeze('chain', fault);
      case 'flush redis':
        return flush();
      case 'kill redis':
        return kill(one(engine.redis), fault);
      case 'kill postgres':
        return kill(one(engine.postgres), fault);
      case 'black hole to postgres':
        return darken('postgres', fault);
      case 'black hole to redis':
        return darken('redis', fault);
      case 'black hole to chain':
        return darken('chain', fault);
      case 'lost requests':
        return loseSubmissions({ lose_request_rate: LOSS_RATE }, fault);
      case 'lost answers':
        return loseSubmissions({ lose_answer_rate: LOSS_RATE }, fault);
      case 'late landings':
        return added('submissions').then((submitted) =>
          chainFault({ delay_rate: LOSS_RATE, delay_slots: fault.slots }, fault, submitted),
        );
      case 'redis memory full':
      case 'redis read-only':
      case 'deleted wait list':
      case 'wrong type in the queue':
        return lie(fault.kind, fault);
    }
  }

  return {
    async inflict(fault) {
      const at = Date.now();
      const hit = await run(fault).catch(() => false);
      return hit ? { kind: fault.kind, at, healedAt: Date.now() } : undefined;
    },
    async heal() {
      for (const { process, lines } of engine.instances) {
        process.kill('SIGCONT');
        for (const line of Object.values(lines)) line.heal({ cut: false });
      }
      await setChain(CALM);
      for (const { heal } of Object.values(REDIS_LIES)) await insistently(() => withRedis(redisUrl, heal));
    },
  };
}
