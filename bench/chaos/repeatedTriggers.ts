import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';

/** How often the campaign looks for orders that have just been triggered, milliseconds: their execution takes about as long. */
const LOOK_EVERY_MS = 50;

/** Repeats triggers: each is committed once more while its order is executed, as by a worker that got no answer to its commit. */
export type RepeatedTriggers = {
  /** How many were repeated, and how many of those did not change their order. */
  counts(): { readonly repeated: number; readonly refused: number };
  stop(): Promise<void>;
};

type Triggered = {
  id: string;
  attempt: number;
  version: number;
  token_a: string;
  token_b: string;
  epoch: string;
  fired: unknown;
};

/** Looks at the orders with the owner's connection. What fails meanwhile, since Postgres is killed too, is not repeated. */
export function repeatTriggers(owner: Sql): RepeatedTriggers {
  const seen = new Set<string>();
  const verdicts: string[] = [];
  let stopped = false;

  async function repeat(): Promise<void> {
    const triggered = await owner<Triggered[]>`
      select o.id, o.attempt, o.version, w.token_a, w.token_b, w.epoch, o.fired
        from engine.orders o
        join engine.watched_pairs w on w.token_a = least(o.token_in, o.token_out) and w.token_b = greatest(o.token_in, o.token_out)
       where o.fired is not null and o.final_at is null and not o.resting and o.status in ('routing', 'building', 'submitted')`;
    const fresh = triggered.filter(({ id, attempt }) => !seen.has(`${id}:${attempt}`));
    for (const { id, attempt } of fresh) seen.add(`${id}:${attempt}`);
    if (fresh.length === 0) return;
    const items = fresh.map(({ id, epoch, attempt: _, ...order }, ord) => ({
      ...{ ord, order_id: id, watch_epoch: Number(epoch) },
      ...order,
    }));
    const rows = await owner<{ verdict: string }[]>`
      select verdict from engine.trigger_orders(${JSON.stringify(items)}::text::jsonb)`;
    verdicts.push(...rows.map(({ verdict }) => verdict));
  }

  async function run(): Promise<void> {
    while (!stopped) {
      await repeat().catch(() => {});
      await wait(LOOK_EVERY_MS);
    }
  }

  const running = run();
  return {
    counts: () => ({ repeated: verdicts.length, refused: verdicts.filter((verdict) => verdict !== 'ok').length }),
    async stop() {
      stopped = true;
      await running;
    },
  };
}
