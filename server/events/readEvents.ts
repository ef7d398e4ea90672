import type { OrderEventView } from '../../core/order/orderView.ts';

/** A position in a trader's events: everything up to `after` has been seen. */
export type TraderPosition = { readonly traderId: string; readonly after: bigint };

/** Reads the events after each position, at most `each` of them, ascending; answers in the order of the positions. */
export type ReadEvents = (opts: {
  positions: readonly TraderPosition[];
  each: number;
}) => Promise<readonly (readonly OrderEventView[])[]>;

/**
 * The same read, of which nothing is handed on for a position that its events do not follow number by number: `onGap` hears of that, and the
 * other positions get theirs.
 */
export function withoutGaps(opts: { read: ReadEvents; onGap(error: Error): void }): ReadEvents {
  const follows = ({ traderId, after }: TraderPosition, events: readonly OrderEventView[]): boolean => {
    const last = events.at(-1);
    if (last === undefined || BigInt(last.traderSeq) === after + BigInt(events.length)) return true;
    opts.onGap(new Error(`the events of trader ${traderId} after ${after} have a gap before ${last.traderSeq}`));
    return false;
  };
  return async (asked) => {
    const lists = await opts.read(asked);
    return asked.positions.map((position, i) => {
      const events = lists[i] ?? [];
      return follows(position, events) ? events : [];
    });
  };
}
