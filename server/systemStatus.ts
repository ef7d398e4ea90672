import { z } from 'zod';
import type { QueueLoad } from '../redis/queueLoad.ts';
import type { MarketSource } from './market/marketSource.ts';

const count = z.int().min(0);

/** What anybody may know of how the engine stands. What can't be found out is null, never 0. */
export const systemStatus = z.object({
  version: z.string(),
  /** The newest slot that the server has seen; null before the chain has answered once. */
  slot: count.nullable(),
  /** Milliseconds since that slot came: what the market data's age is. */
  slotAgeMs: count.nullable(),
  /** True while new orders are refused; null while Postgres can't be asked. */
  intakePaused: z.boolean().nullable(),
  /** True while another chain answers than the one that the engine trades on: new orders are refused until the operator has decided. */
  chainChanged: z.boolean(),
  /** Orders that wait for a worker, are with one, or wait out a back-off; null while Redis can't tell. */
  queue: z.object({ waiting: count, active: count, delayed: count }).nullable(),
  /** Worker processes that gave a sign of life within 6 s; null while Redis can't tell, also since it refused or lost signs of life. */
  workers: count.nullable(),
});
export type SystemStatus = z.infer<typeof systemStatus>;

/** Postgres and Redis are asked at most once in so many milliseconds, however many want to know. */
const LOOK_EVERY_MS = 1_000;

type Look = { readonly load: QueueLoad; readonly intakePaused: boolean | null };

/** The engine's status for everybody who asks. Never throws. */
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
