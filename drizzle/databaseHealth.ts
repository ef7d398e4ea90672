import type { Sql } from 'postgres';
import type { PostgresPool } from '../runtime/postgresPool.ts';
import { within } from '../runtime/within.ts';
import { codeOf, refusesWrites } from './outage.ts';

/** Whether Postgres stores writes, with a sentence for the operator. */
export type DatabaseHealth = { readonly ok: boolean; readonly message: string };

export type HealthWatch = {
  /** Checks with a committed write; at most one check a second, shared by all callers. Never throws. */
  look(): Promise<DatabaseHealth>;
  /** Runs a write and remembers whether Postgres could store it. */
  watched<T>(write: () => Promise<T>): Promise<T>;
};

/** Least time between two checks, milliseconds. */
const LOOK_EVERY_MS = 1_000;
/** Milliseconds after which a Postgres that does not answer counts as not working. */
const PATIENCE_MS = 1_000;
/** How long a failed write counts, milliseconds, unless a later write was stored: a full disk may still accept the small write of the check. */
const REFUSAL_MS = 5_000;

const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^25006$/, 'Postgres is read-only'],
  [/^53100$/, 'Postgres has no space left on its disk'],
  [/^53200$/, 'Postgres is out of memory'],
  [/^58...$/, 'Postgres can’t read or write its files'],
];

function unhealthy(reason: string): DatabaseHealth {
  return { ok: false, message: `${reason}; orders are refused until that is over.` };
}

function reasonOf(error: unknown): string {
  const code = codeOf(error) ?? '';
  return SENTENCES.find(([pattern]) => pattern.test(code))?.[1] ?? 'Postgres can’t store changes';
}

/** Watches whether Postgres stores writes: by the results of the engine's own writes, and by a check. */
export function createHealthWatch(opts: { sql: Sql; refusal: PostgresPool['refusal'] }): HealthWatch {
  const { sql, refusal } = opts;
  let refused: { readonly at: number; readonly reason: string } | undefined;
  let latest: Promise<DatabaseHealth> | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;

  function failed(error: unknown): DatabaseHealth {
    if (refusesWrites(error)) return unhealthy(reasonOf(error));
    if (refusal() === 'standby') return unhealthy('Postgres is a standby');
    return unhealthy('Postgres can’t be reached or lacks our tables');
  }

  async function lookNow(): Promise<DatabaseHealth> {
    const stored = async (): Promise<DatabaseHealth> => {
      await sql`select engine.prove_writable()`;
      return { ok: true, message: 'Postgres answers and stores.' };
    };
    return within(PATIENCE_MS, stored().catch(failed), () => unhealthy('Postgres does not answer in time'));
  }

  return {
    async look() {
      if (latest === undefined || performance.now() - lookedAt >= LOOK_EVERY_MS) {
        lookedAt = performance.now();
        latest = lookNow();
      }
      const seen = await latest;
      if (!seen.ok || refused === undefined || performance.now() - refused.at > REFUSAL_MS) return seen;
      return unhealthy(refused.reason);
    },
    async watched(write) {
      try {
        const result = await write();
        refused = undefined;
        return result;
      } catch (error) {
        if (refusesWrites(error)) refused = { at: performance.now(), reason: reasonOf(error) };
        throw error;
      }
    },
  };
}
