import { z } from 'zod';
import type { QueueLoad } from '../redis/queueLoad.ts';
import type { MarketSource } from './market/marketSource.ts';

const count = z.int().min(0);

/** The public status of the engine. An unknown value is null, never 0. */
export const systemStatus = z.object({
  version: z.string(),
  /** The newest slot that the server has seen; null before the chain has answered once. */
  slot: count.nullable(),
  /** Milliseconds since that slot arrived: the age of the market data. */
  slotAgeMs: count.nullable(),
  /** True while new orders are refused; null while Postgres is down. */
  intakePaused: z.boolean().nullable(),
  /** True while the chain is not the one that the engine trades on: new orders are refused until the operator decides. */
  chainChanged: z.boolean(),
  /** Orders that wait for a worker, are being processed, or wait for the end of a back-off; null while unknown because of Redis. */
  queue: z.object({ waiting: count, active: count, delayed: count }).nullable(),
  /** Worker processes with a heartbeat in the last 6 s; null while unknown because of Redis, or after it refused or lost heartbeats. */
  workers: count.nullable(),
});
export type SystemStatus = z.infer<typeof systemStatus>;

/** Minimum time between two queries to Postgres and Redis, for all callers together, milliseconds. */
const LOOK_EVERY_MS = 1_000;

type Look = { readonly load: QueueLoad; readonly intakePaused: boolean | null };

/** The engine's status for all callers. Never throws. */
export function createSystemStatus(opts: {
  version: string;
  market: MarketSource;
  isIntakePaused(): Promise<boolean>;
  readLoad(): Promise<QueueLoad>;
}): () => Promise<SystemStatus> {
  const { version, market } = opts;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let look: Promise<Look> | undefined;

  async function lookNow(): Promise<Look> {
    const [load, intakePaused] = await Promise.all([opts.readLoad(), opts.isIntakePaused().catch(() => null)]);
    return { load, intakePaused };
  }

  return async () => {
    if (look === undefined || performance.now() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = performance.now();
      look = lookNow();
    }
    const { load, intakePaused } = await look;
    return {
      version,
      slot: market.current()?.slot ?? null,
      slotAgeMs: market.current() === undefined ? null : Math.max(0, Math.round(market.slotAgeMs())),
      intakePaused,
      chainChanged: market.problem() !== undefined,
      queue: load.queue,
      workers: load.workers,
    };
  };
}
