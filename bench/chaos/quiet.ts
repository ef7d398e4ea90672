import { setTimeout as wait } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { insistently } from './patience.ts';
import type { SeenOpen } from './reckoning.ts';

/** A blockhash lives for 150 slots, so no transaction can land after that many. */
const LANDING_OVER_SLOTS = 160;
/** How long after its time an order may be open without a fault, seconds. */
const OVERDUE_SECONDS = 5;
/** How long an order has to be in its status to count as stuck, seconds: as the market moves, others fire and are executed meanwhile. */
const EXECUTION_SECONDS = 5;

/** Waits until no order is open but those that rest within their time. Returns the seconds since `since`, or what is left when the time is over. */
export async function untilOnlyRest(opts: {
  owner: Sql;
  since: number;
  withinMs: number;
}): Promise<SeenOpen & { readonly seconds: number | undefined }> {
  const { owner, since, withinMs } = opts;
  for (;;) {
    const open = await insistently(
      () => owner<{ id: string; status: string; overdue: boolean; resting: boolean; long: boolean }[]>`
        select o.id, o.status, o.resting, o.valid_until < clock_timestamp() - make_interval(secs => ${OVERDUE_SECONDS}) as overdue,
               e.at < clock_timestamp() - make_interval(secs => ${EXECUTION_SECONDS}) as long
          from engine.orders o join engine.order_events e on e.order_id = o.id and e.seq = o.event_seq where o.final_at is null`,
    );
    const passed = performance.now() - since;
    const [busy, late] = [open.filter(({ resting }) => !resting), open.filter(({ overdue }) => overdue)];
    if (busy.length === 0 && late.length === 0) return { seconds: passed / 1_000, stuck: [], overdue: [] };
    if (passed > withinMs) {
      const stuck = busy.filter(({ long }) => long).map(({ id, status }) => `${id} was ${status}`);
      return { seconds: undefined, stuck, overdue: late.map(({ id }) => id) };
    }
    await wait(100);
  }
}

/** Waits until no order is open, for at most `withinMs`. */
export async function untilNoneOpen(owner: Sql, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    const [row] = await insistently(
      () => owner<{ open: boolean }[]>`select exists (select from engine.orders where final_at is null) as open`,
    );
    if (row?.open === false) return;
    await wait(100);
  }
}

/** Waits until no signed transaction can land any more. */
export async function untilNothingCanLand(owner: Sql): Promise<void> {
  const head = async () => {
    const [row] = await insistently(() => owner<{ slot: string }[]>`select slot from chain.head`);
    return Number(row?.slot ?? 0);
  };
  const over = (await head()) + LANDING_OVER_SLOTS;
  while ((await head()) < over) await wait(200);
}
