/** The id of the one message that follows an order. */
export function orderToastId(orderId: string): string {
  return `order-${orderId}`;
}
