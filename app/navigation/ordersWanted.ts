import { createExternalStore } from '../browser/externalStore.ts';

/** Counts how often somebody asked to see the list of orders: on a phone the desk then turns to it. */
export const ordersWanted = createExternalStore(0);
