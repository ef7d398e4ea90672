import type { OrderEventView } from '../../core/order/orderView.ts';

/** A position in a trader's events: all events up to sequence number `after` were delivered. */
export type TraderPosition = { readonly traderId: string; readonly after: bigint };

/** Reads at most `each` events after each position, ascending; a list per position, in the order of the positions. */
export type ReadEvents = (opts: {
  positions: readonly TraderPosition[];
  each: number;
}) => Promise<readonly (readonly OrderEventView[])[]>;

/**
 * The same read with a check for gaps: a position whose events are not numbered consecutively gets an empty list, and `onGap` is called with
 * an error. The other positions are not affected.
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
