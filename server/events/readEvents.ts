import type { OrderEventView } from '../../core/order/orderView.ts';

/** A position in a trader's events: everything up to `after` has been seen. */
export type TraderPosition = { readonly traderId: string; readonly after: bigint };

/** Reads the events after each position, at most `each` of them, ascending; answers in the order of the positions. */
export type ReadEvents = (opts: {
  positions: readonly TraderPosition[];
  each: number;
}) => Promise<readonly (readonly OrderEventView[])[]>;

/** The same read, which throws rather than hand on events that do not follow their position number by number. */
export function withoutGaps(read: ReadEvents): ReadEvents {
  return async ({ positions, each }) => {
    const lists = await read({ positions, each });
    for (const [i, { traderId, after }] of positions.entries()) {
      const events = lists[i] ?? [];
      const last = events.at(-1);
      if (last !== undefined && BigInt(last.traderSeq) !== after + BigInt(events.length))
        throw new Error(`the events of trader ${traderId} after ${after} have a gap before ${last.traderSeq}`);
    }
    return lists;
  };
}
