import { isTrackedEnvelope } from '@trpc/server';

/**
 * The item that a subscription yielded to a server-side caller. By tRPC's types it is `{ id, data }`, but that is true only on the wire: a caller
 * gets the envelope of `tracked`.
 */
export function trackedItem<Item>(yielded: { readonly id: string; readonly data: Item }): Item {
  return isTrackedEnvelope<Item>(yielded) ? yielded[1] : yielded.data;
}
