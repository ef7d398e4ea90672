/** The queue's name under its prefix. */
export const QUEUE = 'orders';
