/** A cookie, so that the server sends the words of an empty list at once to a trader who had no orders on the last visit. */
export const NO_ORDERS_COOKIE = 'oee.orders';
const NONE = 'none';

/** Whether the cookie says that there were no orders. It can be out of date: another program may have traded since. */
export function saysNoOrders(text: string | undefined): boolean {
  return text === NONE;
}

/** What the cookie holds for so many orders; empty when there are some. */
export function noOrdersText(count: number): string {
  return count === 0 ? NONE : '';
}
