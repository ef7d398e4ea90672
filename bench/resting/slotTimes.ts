import type { Sql } from 'postgres';
import type { SlotFeed } from '../../runtime/slotFeed.ts';

/** When each slot was told, Unix ms. */
export function hearSlots(chainSlots: Pick<SlotFeed, 'onSlot'>): ReadonlyMap<number, number> {
  const heard = new Map<number, number>();
  chainSlots.onSlot(({ slot }) => {
    if (!heard.has(slot)) heard.set(slot, performance.timeOrigin + performance.now());
  });
  return heard;
}

/** From the word of the slot that fired each trigger to the time of its event, milliseconds. */
export async function triggerTimes(opts: {
  owner: Sql;
  heard: ReadonlyMap<number, number>;
  /** Only triggers after this event time, Unix ms. */
  after: number;
}): Promise<number[]> {
  const rows = await opts.owner<{ slot: number; at: number }[]>`
    select (data->'fired'->>'slot')::int as slot, extract(epoch from at)::float8 * 1000 as at
      from engine.order_events where status = 'routing' and data ? 'fired' and at > to_timestamp(${opts.after / 1_000}::float8)`;
  return rows.flatMap(({ slot, at }) => {
    const told = opts.heard.get(slot);
    return told === undefined ? [] : [at - told];
  });
}
