import type { Sql } from 'postgres';

/** How 1,000 orders went that the same slot triggered, milliseconds from the word of that slot. */
export type Burst = {
  readonly orders: number;
  readonly slots: number;
  readonly triggeredMs: number;
  readonly submittedMs: number;
};

const POLL_S = 0.1;

/** Waits until all orders of the direction in which the price went have been submitted. `directions`: the ids of each. */
export async function awaitBurst(opts: {
  owner: Sql;
  directions: readonly (readonly string[])[];
  heard: ReadonlyMap<number, number>;
  timeoutMs: number;
}): Promise<Burst> {
  const { owner, directions, heard, timeoutMs } = opts;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    for (const ids of directions) {
      const [row] = await owner<
        { triggered: number; submitted: number; slots: number; slot: number; fired_at: number; submitted_at: number }[]
      >`
        select count(*) filter (where status = 'routing' and data ? 'fired')::int as triggered,
               count(distinct order_id) filter (where status = 'submitted')::int as submitted,
               count(distinct data->'fired'->>'slot')::int as slots, min((data->'fired'->>'slot')::int) as slot,
               max(extract(epoch from at)::float8 * 1000) filter (where status = 'routing' and data ? 'fired') as fired_at,
               max(extract(epoch from at)::float8 * 1000) filter (where status = 'submitted') as submitted_at
          from engine.order_events where order_id = any (${owner.array([...ids], 2950)})`;
      if (row === undefined || row.submitted < ids.length) continue;
      const told = heard.get(row.slot) ?? Number.NaN;
      const [triggeredMs, submittedMs] = [row.fired_at - told, row.submitted_at - told];
      return { orders: ids.length, slots: row.slots, triggeredMs, submittedMs };
    }
    if (performance.now() > deadline) throw new Error('the orders were not all submitted in time');
    await owner`select pg_sleep(${POLL_S})`;
  }
}
