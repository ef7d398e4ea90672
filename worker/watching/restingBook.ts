import type { RestingOrder } from '../../drizzle/restingOrders.ts';
import { createRestingSide, type Entry, type RestingSide } from './restingSide.ts';

/** The resting orders that a worker knows of, by order and by direction of their pair. */
export type RestingBook = {
  /** Takes an order up, or its new terms. */
  put(order: RestingOrder): void;
  remove(orderId: string): void;
  /** Removes the orders that are not to be kept. */
  retain(isKept: (orderId: string) => boolean): void;
  /** Removes all orders. */
  clear(): void;
  /** Both directions of a pair, as far as orders rest there. */
  sidesOf(pair: { readonly tokenA: string; readonly tokenB: string }): readonly RestingSide[];
  readonly size: number;
};

const keyOf = (tokenIn: string, tokenOut: string) => `${tokenIn} ${tokenOut}`;

export function createRestingBook(): RestingBook {
  const sides = new Map<string, RestingSide>();
  const entries = new Map<string, Entry>();

  function sideOf({ tokenIn, tokenOut }: RestingOrder): RestingSide {
    const key = keyOf(tokenIn, tokenOut);
    const side = sides.get(key) ?? createRestingSide({ tokenIn, tokenOut });
    sides.set(key, side);
    return side;
  }

  function remove(orderId: string): void {
    const entry = entries.get(orderId);
    if (entry === undefined) return;
    entries.delete(orderId);
    sideOf(entry.order).remove(entry);
  }

  return {
    put(order) {
      const known = entries.get(order.orderId);
      // A reading may bring again what an earlier one brought: what is counted for it stays.
      if (known !== undefined && isSame(known.order, order)) return;
      remove(order.orderId);
      const entry: Entry = {
        order,
        watermark: order.watermark,
        firing: false,
        notBefore: order.notBefore?.getTime() ?? 0,
      };
      entries.set(order.orderId, entry);
      sideOf(order).add(entry);
    },
    remove,
    retain(isKept) {
      for (const orderId of [...entries.keys()]) if (!isKept(orderId)) remove(orderId);
    },
    clear() {
      entries.clear();
      sides.clear();
    },
    sidesOf({ tokenA, tokenB }) {
      return [keyOf(tokenA, tokenB), keyOf(tokenB, tokenA)].flatMap((key) => sides.get(key) ?? []);
    },
    get size() {
      return entries.size;
    },
  };
}

/** True when nothing has changed that the watcher goes by. The watermark is its own to raise. */
function isSame(left: RestingOrder, right: RestingOrder): boolean {
  return (
    left.version === right.version &&
    left.minOut === right.minOut &&
    left.notBefore?.getTime() === right.notBefore?.getTime() &&
    left.fired?.slot === right.fired?.slot
  );
}
