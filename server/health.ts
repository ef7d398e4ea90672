import type { DatabaseHealth } from '../drizzle/databaseHealth.ts';
import type { MarketSource } from './market/marketSource.ts';

/** The state of one part: whether it works, and a sentence for the operator. */
type PartHealth = { readonly ok: boolean; readonly message: string };

export type Readiness = {
  /** `degraded`: everything works, but more slowly. */
  readonly status: 'ready' | 'degraded' | 'unready';
  readonly parts: { readonly database: PartHealth; readonly redis: PartHealth; readonly market: PartHealth };
};

function marketHealth(market: MarketSource): PartHealth {
  const problem = market.problem();
  if (problem !== undefined) return { ok: false, message: problem };
  if (market.current() === undefined)
    return { ok: false, message: 'The chain has not answered yet; there are no prices.' };
  if (!market.isFresh()) return { ok: false, message: 'The chain has stopped answering; the prices are old.' };
  return { ok: true, message: 'The chain answers.' };
}

/** Checks everything that the server needs to serve traders. Redis is not required: without it the tick and the sweeper do its work. */
export async function readiness(opts: {
  /** Whether Postgres stores writes. Never throws. */
  databaseHealth(): Promise<DatabaseHealth>;
  /** A sentence with the problem of Redis; undefined while writes to it can be read back. */
  redisProblem(): Promise<string | undefined>;
  market: MarketSource;
}): Promise<Readiness> {
  const [database, problem] = await Promise.all([opts.databaseHealth(), opts.redisProblem()]);
  const market = marketHealth(opts.market);
  const redis =
    problem === undefined
      ? { ok: true, message: 'Redis answers and keeps what is written to it.' }
      : { ok: false, message: `${problem} Orders are accepted and executed, with a delay of up to seconds.` };
  const status = !database.ok || !market.ok ? 'unready' : redis.ok ? 'ready' : 'degraded';
  return { status, parts: { database, redis, market } };
}
