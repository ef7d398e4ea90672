import { compareRates, rateOf, roundedRate } from '../../core/order/trigger/rate.ts';
import type { RestingOrder, StoredWatermark } from '../../drizzle/restingOrders.ts';
import type { Entry } from './entry.ts';
import { createRestingSide, type RestingSide } from './restingSide.ts';

/** The resting orders that a worker knows of, by order and by direction of their pair. */
export type RestingBook = {
  /** Takes an order up, or its new terms. */
  put(order: RestingOrder): void;
  /** Removes an order, unless it has other terms by now. */
  remove(entry: Entry): void;
  /** Removes the orders that are not to be kept. */
  retain(isKept: (orderId: string) => boolean): void;
  /** Raises the watermark of a trailing stop to a stored one that is higher, when that is of the same terms. */
  raise(stored: StoredWatermark): void;
  /** Both directions of a pair, as far as orders rest there. */
  sidesOf(pair: { readonly tokenA: string; readonly tokenB: string }): readonly RestingSide[];
  readonly size: number;
};

const keyOf = (tokenIn: string, tokenOut: string) => `${tokenIn} ${tokenOut}`;

/** `onRaised` is called for each watermark that a look raised, `onFailed` once for each order that can't be judged: the others are. */
export function createRestingBook(opts: {
  onRaised(entry: Entry): void;
  onFailed(orderId: string, error: unknown): void;
}): RestingBook {
  const { onRaised } = opts;
  const failed = new WeakSet<Entry>();
  function onFailed(entry: Entry, error: unknown): void {
    if (failed.has(entry)) return;
    failed.add(entry);
    opts.onFailed(entry.order.orderId, error);
  }

  const sides = new Map<string, RestingSide>();
  const entries = new Map<string, Entry>();

  function sideOf({ tokenIn, tokenOut }: RestingOrder): RestingSide {
    const key = keyOf(tokenIn, tokenOut);
    const side = sides.get(key) ?? createRestingSide({ tokenIn, tokenOut, onRaised, onFailed });
    sides.set(key, side);
    return side;
  }

  function remove(entry: Entry): void {
    if (entries.get(entry.order.orderId) !== entry) return;
    entries.delete(entry.order.orderId);
    sideOf(entry.order).remove(entry);
  }

  return {
    put(order) {
      const known = entries.get(order.orderId);
      // A reading may bring again what an earlier one brought: what is counted for it stays.
      if (known !== undefined && isSame(known.order, order)) return;
      if (known !== undefined) remove(known);
      const { watermark } = order;
      const entry: Entry = {
        order,
        watermark,
        watermarkRate: watermark === undefined ? Number.NaN : roundedRate(watermark),
        firing: false,
        notBefore: order.notBefore?.getTime() ?? 0,
      };
      entries.set(order.orderId, entry);
      sideOf(order).add(entry);
    },
    remove,
    retain(isKept) {
      for (const entry of [...entries.values()]) if (!isKept(entry.order.orderId)) remove(entry);
    },
    raise({ orderId, version, watermark }) {
      const entry = entries.get(orderId);
      if (entry === undefined || entry.order.version !== version) return;
      if (entry.watermark !== undefined && compareRates(rateOf(entry.watermark), rateOf(watermark)) >= 0) return;
      entry.watermark = watermark;
      entry.watermarkRate = roundedRate(watermark);
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
