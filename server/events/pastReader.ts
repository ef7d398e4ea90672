import type { OrderEventView } from '../../core/order/orderView.ts';
import { createBatcher } from '../../runtime/batcher.ts';
import type { ReadEvents, TraderPosition } from './readEvents.ts';

/** Maximum number of positions in one read, and of events for each position. */
const POSITIONS_A_READ = 20;
const EVENTS_A_READ = 256;

/**
 * Reads events that are no longer kept, for subscriptions that begin in the past or fell behind. Reads of new events do not wait for these
 * reads. One read at a time serves all callers, and callers at the same position get the same array. Throws what the read throws.
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
