import { rateView } from '../../core/order/trigger/rate.ts';
import { type Entry, type Fire, mayFire, quoteOf, type Sight } from './entry.ts';
import { createSortedEntries, type SortedEntries } from './sortedEntries.ts';

/** The orders of one direction that wait for a quote of their minimum: limit orders, and those whose trigger has fired before. */
export type QuoteSide = {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** The orders that may be filled, judged by upper bounds of the rates alone: none that can be filled is left out. */
  candidates(sight: Sight): Entry[];
  /** The trigger of an order, when the quote for its whole amount reaches its minimum. */
  judge(entry: Entry, sight: Sight): Fire | undefined;
};

/** The rate that an order asks for. */
const askedRate = ({ order }: Entry) => Number(order.minOut) / Number(order.amountIn);
/** The power of two at or below an amount, as its exponent. */
const sizeOf = (amount: bigint) => amount.toString(2).length - 1;

export function createQuoteSide(): QuoteSide {
  /** By the size of their amounts, in the order of the rates that they ask for. */
  const bySize = new Map<number, SortedEntries<Entry>>();

  function listOf({ order }: Entry): SortedEntries<Entry> {
    const size = sizeOf(order.amountIn);
    const list = bySize.get(size) ?? createSortedEntries<Entry>();
    bySize.set(size, list);
    return list;
  }

  return {
    add: (entry) => listOf(entry).add(entry, askedRate(entry)),
    remove(entry) {
      const list = listOf(entry);
      list.remove(entry, askedRate(entry));
      if (list.size === 0) bySize.delete(sizeOf(entry.order.amountIn));
    },
    candidates({ caps }) {
      const sizes = [...bySize].sort(([a], [b]) => a - b);
      const last = sizes.at(-1);
      const some = last?.[1].any;
      if (last === undefined || some === undefined) return [];
      const direction = { mintIn: some.order.tokenIn, mintOut: some.order.tokenOut };
      // The cap of a size holds for larger ones too, so that most sizes need none of their own.
      let cap = caps.spot(direction, 2n << BigInt(last[0]));
      return sizes.flatMap(([size, list]) => {
        if (list.lowest === undefined || list.lowest > cap) return [];
        cap = Math.min(cap, caps.from(direction, 1n << BigInt(size)));
        return [...list.atMost(cap)];
      });
    },
    judge(entry, sight) {
      if (!mayFire(entry, sight)) return undefined;
      const { amountIn, minOut, fired: before } = entry.order;
      const quotedOut = quoteOf(entry, sight);
      if (quotedOut === undefined || quotedOut < minOut) return undefined;
      const fired = {
        by: before?.by ?? 'limit',
        slot: sight.market.slot,
        source: 'quote',
        observed: rateView({ numerator: quotedOut, denominator: amountIn }),
        watermark: before?.watermark ?? null,
        quotedOut: `${quotedOut}`,
        minOut: `${minOut}`,
      } as const;
      return { entry, fired };
    },
  };
}
