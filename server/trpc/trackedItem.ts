import { isTrackedEnvelope } from '@trpc/server';

/**
 * The item that a subscription of a caller yielded, as the procedure made it. tRPC's types have it as `{ id, data }`, which it is on the wire alone: a
 * caller gets the envelope of `tracked`.
 */
export function trackedItem<Item>(yielded: { readonly id: string; readonly data: Item }): Item {
  return isTrackedEnvelope<Item>(yielded) ? yielded[1] : yielded.data;
}
