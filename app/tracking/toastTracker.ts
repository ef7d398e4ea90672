import type { OrderView } from '../../core/order/orderView.ts';
import { isResting } from '../resting/rests.ts';

/** Maximum number of order messages at a time; with more orders, the last message covers all but the newest. */
const MAX_SHOWN = 3;

/** The operations on messages, each by the id of its order. */
export type ToastBoard = {
  show(order: OrderView): void;
  update(order: OrderView): void;
  close(orderId: string): void;
  /** Shows or updates the one message for several orders. */
  summarise(orders: readonly OrderView[]): void;
};

/**
 * Decides which orders have their own message and which share one. Each order is in one message from its placement until the message is gone:
 * dismissed, or timed out after the order's end. The message of an order that waits for its price closes by itself, and the order gets another one when
 * it is executed or ends.
 */
export type ToastTracker = {
  /** A new or changed order of this page. Only changes update a message. */
  follow(order: OrderView): void;
  /** The order's own message was closed. */
  gone(orderId: string): void;
  /** The message for several orders was closed. */
  summaryGone(): void;
};

export function createToastTracker(board: ToastBoard): ToastTracker {
  const own = new Map<string, OrderView>();
  const shared = new Map<string, OrderView>();
  const seen = new Set<string>();
  const resting = new Set<string>();

  function makeRoom(): void {
    const room = shared.size > 0 ? MAX_SHOWN - 1 : MAX_SHOWN;
    if (own.size < room) return;
    // The message for several orders needs a place as well.
    while (own.size > MAX_SHOWN - 2) {
      const oldest = own.values().next().value;
      if (oldest === undefined) return;
      own.delete(oldest.orderId);
      shared.set(oldest.orderId, oldest);
      board.close(oldest.orderId);
    }
    board.summarise([...shared.values()]);
  }

  return {
    follow(order) {
      const { orderId } = order;
      const mine = own.get(orderId);
      const others = shared.get(orderId);
      if (mine !== undefined) {
        own.set(orderId, order);
        if (order.seq > mine.seq) board.update(order);
      } else if (others !== undefined) {
        shared.set(orderId, order);
        if (others.status !== order.status) board.summarise([...shared.values()]);
      } else if (!seen.has(orderId) || (resting.has(orderId) && !isResting(order))) {
        resting.delete(orderId);
        makeRoom();
        seen.add(orderId);
        own.set(orderId, order);
        board.show(order);
      }
    },
    gone(orderId) {
      const order = own.get(orderId);
      if (order !== undefined && isResting(order)) resting.add(orderId);
      own.delete(orderId);
    },
    summaryGone() {
      for (const order of shared.values()) if (isResting(order)) resting.add(order.orderId);
      shared.clear();
    },
  };
}
