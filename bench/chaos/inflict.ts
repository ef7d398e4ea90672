import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Sql } from 'postgres';
import type { StackProcess } from '../../scripts/stack.mjs';
import { type Dependency, type EngineUnderFire, LEASE_MS, type Role } from './engineUnderFire.ts';
import type { InflictedKind, PlannedFault } from './schedule.ts';

/** A fault that took effect. Wall-clock milliseconds. */
export type Hit = { readonly kind: InflictedKind; readonly at: number; readonly healedAt: number };

export type Inflicter = {
  /** Inflicts a fault and takes it back after its time. Undefined when there was nothing to hit. */
  inflict(fault: PlannedFault): Promise<Hit | undefined>;
  /** Takes everything back that may still be in force. */
  heal(): Promise<void>;
};

/** How long a fault looks for something that it can hit, milliseconds. */
const PATIENCE_MS = 8_000;
/** So long submissions gather before their worker is frozen, and so long after that nothing lands, milliseconds. */
const GATHER_MS = 500;
const LEASE_OVER_MS = LEASE_MS + 300;
/** The part of sending requests that is lost while requests or answers get lost. */
const LOSS_RATE = 0.8;
/** What is always so: a quarter of the transactions lands a second late, so that there is always something under way to hit. */
const CALM = { lose_request_rate: 0, lose_answer_rate: 0, delay_rate: 0.25, delay_slots: 20, hold_landings: false };

/** Asks again until it succeeds, at most PATIENCE_MS: what it needs may just have been killed. */
async function insistently(ask: () => PromiseLike<unknown>): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      await ask();
      return true;
    } catch {
      if (performance.now() > end) return false;
      await wait(100);
    }
  }
}

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

  /**
   * Freezes a worker while submissions of its own are under way, which nothing lands until its leases have ended: so another worker takes
   * them over, and the frozen one wakes up to orders that are not its own any more.
   */
  async function freezeWorker(fault: PlannedFault): Promise<boolean> {
    await setChain({ hold_landings: true });
    await wait(GATHER_MS);
    const [frozen] = await Promise.all([
      freeze('worker', fault),
      wait(LEASE_OVER_MS).then(() => setChain({ hold_landings: false })),
    ]);
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

  async function chainFault(settings: Partial<typeof CALM>, { lastsMs }: PlannedFault): Promise<boolean> {
    if (!(await setChain(settings))) return false;
    await wait(lastsMs);
    await setChain(
      Object.fromEntries(Object.entries(CALM).filter(([name]) => Object.hasOwn(settings, name))) as Partial<
        typeof CALM
      >,
    );
    return true;
  }

  async function flush(): Promise<boolean> {
    const redis = new Redis(engine.services.redisUrl, { maxRetriesPerRequest: 1, connectTimeout: 2_000 });
    redis.on('error', () => {});
    try {
      return await insistently(() => redis.flushall());
    } finally {
      redis.disconnect();
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
        return chainFault({ lose_request_rate: LOSS_RATE }, fault);
      case 'lost answers':
        return chainFault({ lose_answer_rate: LOSS_RATE }, fault);
      case 'late landings':
        return chainFault({ delay_rate: LOSS_RATE, delay_slots: fault.slots }, fault);
    }
  }

  return {
    async inflict(fault) {
      const at = Date.now();
      const hit = await run(fault);
      return hit ? { kind: fault.kind, at, healedAt: Date.now() } : undefined;
    },
    async heal() {
      for (const { process, lines } of engine.instances) {
        process.kill('SIGCONT');
        for (const line of Object.values(lines)) line.heal({ cut: false });
      }
      if (!(await setChain(CALM))) throw new Error("the chain's settings could not be restored: Postgres is away");
    },
  };
}
