import { HIGH_LIMITS } from '../../e2e/testing/highLimits.ts';
import {
  type Log,
  type Services,
  type Stack,
  type StackProcess,
  startServices,
  startStack,
} from '../../scripts/stack.mjs';
import { type BlackHole, blackHole } from './blackHole.ts';
import { type ObservedLog, observeLog } from './observedLog.ts';

/** The services that a process depends on, each behind its own proxy that can hold data back. */
export type Dependency = 'postgres' | 'redis' | 'chain';
export type Role = 'server' | 'worker' | 'chain';

type Instance = {
  readonly role: Role;
  readonly stack: Stack;
  readonly process: StackProcess;
  readonly lines: Readonly<Partial<Record<Dependency, BlackHole>>>;
};

export type EngineUnderFire = AsyncDisposable & {
  readonly services: Services;
  readonly instances: readonly Instance[];
  readonly postgres: StackProcess;
  readonly redis: StackProcess;
  readonly log: ObservedLog;
  /** The addresses of the two servers. */
  readonly urls: readonly [string, string];
  /** Resolves once all processes report that they are ready. */
  ready(timeoutMs: number): Promise<void>;
};

/** Short, so that a campaign sees many leases end. */
export const LEASE_MS = 1_500;
/** The prefix of the engine's keys in Redis. */
export const QUEUE_PREFIX = '{chaos}';
/** A blockhash lives for 150 slots: 7.5 s. */
const SLOT_TIME_MS = 50;
const START_MS = 120_000;

/** Settings of every process. Pages are not served, so that no build is needed and a restart takes a second less. */
const SETTINGS: Readonly<Record<string, string>> = {
  ...HIGH_LIMITS,
  LOG_FORMAT: 'json',
  QUEUE_PREFIX,
  SLOT_TIME_MS: String(SLOT_TIME_MS),
  LEASE_MS: String(LEASE_MS),
  RETRY_BACKOFF_MS: '300',
  NEXT_DIST_DIR: '.next-none',
};

/**
 * A whole engine of real processes on private services: chain, two servers and two workers, each supervised, and each with its own proxies to
 * the services on which it depends.
 */
export async function startEngineUnderFire(opts: { verbose: boolean }): Promise<EngineUnderFire> {
  const log = observeLog();
  const logOf = (name: string): Log => ({
    info: () => {},
    line: (_name, line) => {
      log.heard(line);
      if (opts.verbose) console.error(`${name} | ${line}`);
    },
  });
  const services = await startServices({ log: logOf('services') });
  const lines: BlackHole[] = [];
  const stacks: Stack[] = [];
  const stop = async () => {
    for (const line of lines) line.heal({ cut: true });
    await Promise.all(stacks.map((stack) => stack.stop()));
    await Promise.all(lines.map((line) => line.close()));
    await services.stop();
  };

  async function lineTo(url: string): Promise<BlackHole> {
    const line = await blackHole(url);
    lines.push(line);
    return line;
  }

  async function start(role: Role, nth: number, chainUrl?: string): Promise<Instance> {
    const postgres = await lineTo(services.databaseUrl);
    const redis = role === 'chain' ? undefined : await lineTo(services.redisUrl);
    const chain = chainUrl === undefined ? undefined : await lineTo(chainUrl);
    const stack = await startStack({
      env: {
        ...SETTINGS,
        LOG_LEVEL: role === 'worker' ? 'debug' : 'warn',
        AUTH_SECRET: services.env.AUTH_SECRET,
        WALLET_SECRET: services.env.WALLET_SECRET,
        DATABASE_URL: postgres.url,
        REDIS_URL: redis?.url ?? services.redisUrl,
        CHAIN_URL: chain?.url,
      },
      processes: [role],
      migrate: false,
      timeoutMs: START_MS,
      log: logOf(`${role} ${nth}`),
    });
    stacks.push(stack);
    const process = stack.processes[role];
    if (process === undefined) throw new Error(`the ${role} was not started`);
    return {
      role,
      stack,
      process,
      lines: { postgres, ...(redis === undefined ? {} : { redis }), ...(chain === undefined ? {} : { chain }) },
    };
  }

  try {
    const { postgres, redis } = services.processes;
    if (postgres === undefined || redis === undefined)
      throw new Error('the campaign needs services of its own to kill');
    const chain = await start('chain', 1);
    const started = await Promise.allSettled([
      start('server', 1, chain.stack.chainUrl),
      start('server', 2, chain.stack.chainUrl),
      start('worker', 1, chain.stack.chainUrl),
      start('worker', 2, chain.stack.chainUrl),
    ]);
    const instances = [chain];
    for (const one of started) {
      if (one.status === 'rejected') throw one.reason;
      instances.push(one.value);
    }
    const [first, second] = instances.filter((one) => one.role === 'server').map((one) => one.stack.url);
    if (first === undefined || second === undefined) throw new Error('two servers were expected');
    return {
      services,
      instances,
      postgres,
      redis,
      log,
      urls: [first, second],
      ready: async (timeoutMs) => void (await Promise.all(stacks.map((stack) => stack.ready({ timeoutMs })))),
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
