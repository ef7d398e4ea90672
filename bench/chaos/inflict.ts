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
  /** Inflicts a fault and takes it back after its time and its effect. Undefined when it had none. Never throws. */
  inflict(fault: PlannedFault): Promise<Hit | undefined>;
  /** Takes everything back that may still be in force. Throws when Postgres or Redis stays away. */
  heal(): Promise<void>;
};

/** How long a fault looks for something that it can hit, milliseconds. */
const PATIENCE_MS = 20_000;
/** How long a fault is held at most while it waits for its effect, milliseconds. */
const HELD_AT_MOST_MS = 40_000;
/** Between two looks at whether a fault had its effect, milliseconds. */
const LOOK_EVERY_MS = 100;
/** While waiting jobs are deleted: as often as they may come and go. */
const DELETE_EVERY_MS = 2;
/** The effect of lost requests and answers: so many submissions whose sending was not answered, more than a short campaign demands. Two faults at once may share them. */
const AMBIGUOUS_EACH = 6;
/** The effect of a Redis that refuses or hides, and of late landings: so many orders were accepted or submitted meanwhile. */
const ORDERS_EACH = 3;
/** So long submissions gather before their worker is frozen, milliseconds. */
const GATHER_MS = 500;
/** How long nothing lands at most while submissions of a worker gather, and again while others take them over, milliseconds. */
const LANDINGS_HELD_MS = 2 * LEASE_MS;
/** How long the writes of a woken worker are held back, milliseconds: it has to ask the chain, on a busy machine too. */
const WRITES_HELD_MS = 1_500;
/** How often a worker is frozen at most until a write of a lost lease was refused. */
const FREEZES = 3;
/** How long a woken worker may take to try such a write, milliseconds. */
const WAKE_MS = LEASE_MS;
/** The part of sending requests that is lost while requests or answers get lost. */
const LOSS_RATE = 0.8;
/** What is always so: a quarter of the transactions lands a second late, so that there is always something under way to hit. */
const CALM = { lose_request_rate: 0, lose_answer_rate: 0, delay_rate: 0.25, delay_slots: 20, hold_landings: false };

/** `owner`: a connection of the database's owner that no fault touches but those of Postgres itself. */
export function createInflicter(opts: { engine: EngineUnderFire; owner: Sql }): Inflicter {
  const { engine, owner } = opts;

  /** Waits until something of these lives, and gives the one that `aim` names. */
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

  /** Looks until it is so, at most `mostMs`; what is asked may be down meanwhile. */
  async function until(is: () => boolean | Promise<boolean>, mostMs: number): Promise<boolean> {
    const end = performance.now() + mostMs;
    for (;;) {
      if (await Promise.resolve(is()).catch(() => false)) return true;
      if (performance.now() > end) return false;
      await wait(LOOK_EVERY_MS);
    }
  }

  /** Keeps a fault in force, again and again since another may end it, for its time and until it had its effect. */
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
        // Postgres or Redis was just killed: it is inflicted once they are back.
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

  /** True once so many rows were added after this was called. */
  async function added(table: 'orders' | 'submissions'): Promise<() => Promise<boolean>> {
    const before = await insistently(() => count(table));
    return async () => (await count(table)) >= before + ORDERS_EACH;
  }

  /** True while a process of this id, by the name of its leases, holds an order that is submitted. */
  async function holdsSubmissions(pid: number): Promise<boolean> {
    const rows = await owner`
      select 1 from engine.orders where status = 'submitted' and lease_owner like ${`%-${pid}-%`} limit 1`;
    return rows.length > 0;
  }

  /**
   * Freezes a worker while submissions of its own are under way, which nothing lands until another worker has taken them over: the frozen
   * one wakes up to orders that are not its own any more. Nothing lands for LANDINGS_HELD_MS at most before and after. What the woken
   * worker writes is held back for WRITES_HELD_MS: it learns from the chain how its orders ended, and writes that, before Postgres
   * can answer that their leases are lost.
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

  /** Freezes workers until one of them was refused a write of a lease that it had lost. */
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

  /** Loses what is sent to the chain, or its answers, until enough submissions are left whose sending was not answered. */
  function loseSubmissions(settings: Partial<typeof CALM>, fault: PlannedFault): Promise<boolean> {
    const before = engine.log.ambiguous();
    return chainFault(settings, fault, async () => engine.log.ambiguous() >= before + AMBIGUOUS_EACH);
  }

  const { redisUrl } = engine.services;
  async function flush(): Promise<boolean> {
    await insistently(() => withRedis(redisUrl, (redis) => redis.flushall()), PATIENCE_MS);
    return true;
  }

  /** Makes Redis refuse, or hide jobs, while it goes on to answer PING. */
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
