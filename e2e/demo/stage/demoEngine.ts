import postgres, { type Sql } from 'postgres';
import { type Stack, startStack } from '../../../scripts/stack.mjs';
import { HIGH_LIMITS } from '../../testing/highLimits.ts';
import type { DemoSettings } from './demoSettings.ts';

const START_MS = 120_000;
/** Lease in milliseconds, after which a worker that ended loses its orders: short, so that the film need not wait. */
const LEASE_MS = 2_000;
/** Settings of the worker without a film. */
const HURRIED = { LEASE_MS: '1000', RETRY_BACKOFF_MS: '300' };
/** Percent of the ordinary depth, so that the amount in a guest's wallet is worth splitting. */
const DEPTH_PERCENT = 8;

/** Changes of the chain for a chapter. They are undone after the chapter. */
type ChainControls = {
  /** Slots continue, but nothing lands until it is false again. */
  holdLandings(hold: boolean): Promise<void>;
  /** Depth of all pools, percent of the ordinary. */
  depth(percent: number): Promise<void>;
  restore(): Promise<void>;
};

export type DemoEngine = AsyncDisposable & {
  readonly stack: Stack;
  /** The owner's connection to the engine's database, which also contains the chain's schema. */
  readonly owner: Sql;
  readonly chain: ChainControls;
  /** Every contradiction in orders and ledger; empty when there is none. */
  audit(): Promise<unknown[]>;
  /** Resolves once the query returns a row; repeats it until then, for at most 20 s. */
  until<Row extends object>(ask: () => PromiseLike<readonly Row[]>, what: string): Promise<Row>;
};

/** The whole engine, production build, with Postgres and Redis of its own and a market of the seed. */
export async function demoEngine(settings: DemoSettings): Promise<DemoEngine> {
  const stack = await startStack({
    env: {
      ...HIGH_LIMITS,
      NEXT_DIST_DIR: process.env.NEXT_DIST_DIR ?? '.next-test',
      MARKET_SEED: settings.seed,
      SLOT_TIME_MS: String(settings.slotTimeMs),
      CHAIN_DEPTH_PERCENT: String(DEPTH_PERCENT),
      LEASE_MS: String(LEASE_MS),
      ...(settings.pace === 0 ? HURRIED : {}),
      LOG_LEVEL: 'warn',
    },
    timeoutMs: START_MS,
  });
  const owner = postgres(stack.databaseUrl, { max: 6, onnotice: () => {} });
  return {
    stack,
    owner,
    chain: {
      async holdLandings(hold) {
        await owner`update chain.settings set hold_landings = ${hold}`;
      },
      async depth(percent) {
        await owner`update chain.settings set depth_percent = ${percent}`;
      },
      async restore() {
        await owner`update chain.settings set hold_landings = false, depth_percent = ${DEPTH_PERCENT}`;
      },
    },
    audit: async () => [...(await owner`select * from engine.audit`)],
    async until(ask, what) {
      const deadline = performance.now() + 20_000;
      for (;;) {
        const [row] = await ask();
        if (row !== undefined) return row;
        if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
        await owner`select pg_sleep(0.02)`;
      }
    },
    async [Symbol.asyncDispose]() {
      await owner.end({ timeout: 2 });
      await stack.stop();
    },
  };
}
