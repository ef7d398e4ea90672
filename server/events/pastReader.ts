import type { OrderEventView } from '../../core/order/orderView.ts';
import { createBatcher } from '../../runtime/batcher.ts';
import type { ReadEvents, TraderPosition } from './readEvents.ts';

/** Positions that one read serves, and the events that it brings of each at most. */
const POSITIONS_A_READ = 20;
const EVENTS_A_READ = 256;

/**
 * Reads events that are not kept any more, for subscriptions that begin in the past or fell behind. Apart from the reads of what is new, which wait for
 * none of these; one read at a time for all who ask, and those who ask for the same get the same. Throws what the read throws.
 */
export function createPastReader(read: ReadEvents): (position: TraderPosition) => Promise<readonly OrderEventView[]> {
  const batcher = createBatcher<TraderPosition, readonly OrderEventView[]>({
    maxBatch: POSITIONS_A_READ,
    isOutage: () => true,
    run: (positions) => read({ positions, each: EVENTS_A_READ }),
  });
  const asked = new Map<string, Promise<readonly OrderEventView[]>>();
  return (position) => {
    const key = `${position.traderId} ${position.after}`;
    const known = asked.get(key);
    if (known !== undefined) return known;
    const events = batcher.add(position).finally(() => asked.delete(key));
    asked.set(key, events);
    return events;
  };
}
