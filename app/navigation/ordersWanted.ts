import { createExternalStore } from '../browser/externalStore.ts';

/** Counts requests to show the list of orders: on a phone the desk then switches to it. */
export const ordersWanted = createExternalStore(0);
