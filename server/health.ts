import type { MarketSource } from './engine.ts';

/** What one part answers: whether it works, and a sentence for the person who looks. */
type PartHealth = { readonly ok: boolean; readonly message: string };

export type Readiness = {
  /** `degraded` serves everything, though more slowly. */
  readonly status: 'ready' | 'degraded' | 'unready';
  readonly parts: { readonly database: PartHealth; readonly redis: PartHealth; readonly market: PartHealth };
};

/** Milliseconds after which a part that does not answer counts as not working. */
const PATIENCE_MS = 1_000;

async function databaseHealth(ping: () => Promise<unknown>): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), PATIENCE_MS);
  });
  try {
    if ((await Promise.race([ping(), late])) === 'late') {
      return { ok: false, message: 'Postgres does not answer in time; orders are refused until it does.' };
    }
    return { ok: true, message: 'Postgres answers.' };
  } catch {
    return {
      ok: false,
      message: 'Postgres cannot be reached or lacks our tables; orders are refused until it can be.',
    };
  } finally {
    clearTimeout(timer);
  }
}

function marketHealth(market: MarketSource): PartHealth {
  const problem = market.problem();
  if (problem !== undefined) return { ok: false, message: problem };
  if (market.current() === undefined)
    return { ok: false, message: 'The chain has not answered yet; there are no prices.' };
  if (!market.isFresh()) return { ok: false, message: 'The chain has stopped answering; the prices are old.' };
  return { ok: true, message: 'The chain answers.' };
}

/** Looks at everything that serving traders needs. Redis is no condition: without it the tick and the sweeper do its work. */
export async function readiness(opts: {
  pingDatabase(): Promise<unknown>;
  isRedisReady(): boolean;
  market: MarketSource;
}): Promise<Readiness> {
  const database = await databaseHealth(opts.pingDatabase);
  const market = marketHealth(opts.market);
  const redis = opts.isRedisReady()
    ? { ok: true, message: 'Redis answers.' }
    : {
        ok: false,
        message: 'Redis cannot be reached; orders are accepted and executed, with a delay of up to seconds.',
      };
  const status = !database.ok || !market.ok ? 'unready' : redis.ok ? 'ready' : 'degraded';
  return { status, parts: { database, redis, market } };
}
