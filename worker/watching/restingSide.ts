import type { IndexPrices } from '../../core/market/candleSchema.ts';
import type { Market } from '../../core/market/snapshot.ts';
import { compareRates, type Rate, rateOf, rateView } from '../../core/order/trigger/rate.ts';
import { conditionMet, indexRate, midRate, slippageAt } from '../../core/order/trigger/triggerRules.ts';
import type {
  FiredBy,
  FiredView,
  RateView,
  TriggerSource,
  TriggerTerms,
} from '../../core/order/trigger/triggerTerms.ts';
import { bestRoute } from '../../core/routing/bestRoute.ts';
import { routeOnMarket } from '../../core/routing/routeOnMarket.ts';
import type { Mint } from '../../core/tokens/token.ts';
import type { RestingOrder } from '../../drizzle/restingOrders.ts';
import { createSortedEntries, type SortedEntries } from './sortedEntries.ts';

/** A resting order in the index. */
export type Entry = {
  readonly order: RestingOrder;
  /** The best rate that was seen, of a trailing stop. */
  watermark: RateView | undefined;
  /** Its trigger is being committed. */
  firing: boolean;
  /** Unix ms before which its trigger does not fire. */
  notBefore: number;
};

/** What a side is looked at with. `index` is there when an order of the side asks for it. */
export type Sight = { readonly market: Market; readonly index: IndexPrices | undefined; readonly now: number };

/** The outcome of a look: the triggers that fire, and the trailing stops whose watermark rose. */
export type Seen = {
  readonly fires: readonly { readonly entry: Entry; readonly fired: FiredView }[];
  readonly raised: readonly Entry[];
};

/** The orders that rest on one direction of a pair. */
export type RestingSide = {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /** Judges all orders on a market. */
  look(sight: Sight): Seen;
  /** True when an order watches the index price. */
  readonly needsIndex: boolean;
  readonly size: number;
};

/** How much a quote may be above the cap of its amounts (see quoteCaps): the route search is exact to one part per million, amounts are whole units. */
const CAP_SLACK = 1 + 50e-6;
const CAP_UNITS = 8n;

/** A condition that was met in the last slots in a row. */
type Armed = { readonly by: Exclude<FiredBy, 'limit'>; readonly slots: number };

const approx = ({ numerator, denominator }: Rate) => Number(numerator) / Number(denominator);
const limitRate = ({ order }: Entry) => Number(order.minOut) / Number(order.amountIn);
/** The power of two at or below an amount, as its exponent. */
const sizeOf = (amount: bigint) => amount.toString(2).length - 1;
/** True when the order waits for a quote of its minimum alone. */
const waitsForQuote = ({ order }: Entry) => order.trigger === null || order.fired !== undefined;

export function createRestingSide(pair: { readonly tokenIn: Mint; readonly tokenOut: Mint }): RestingSide {
  const { tokenIn, tokenOut } = pair;
  /** Orders that wait for a quote, by the size of their amount, in the order of the rate that they ask for. */
  const byQuote = new Map<number, SortedEntries<Entry>>();
  const stops = createSources();
  const takeProfits = createSources();
  const trails = new Set<Entry>();
  /** Orders whose trigger watches the quote for their whole amount. */
  const quoted = new Set<Entry>();
  const armed = new Map<Entry, Armed>();
  let size = 0;
  let onIndex = 0;

  /** Calls `each` with every list that the entry belongs to, and its key there. */
  function lists(entry: Entry, each: (list: SortedEntries<Entry>, key: number) => void): void {
    const { order } = entry;
    if (waitsForQuote(entry)) {
      const exponent = sizeOf(order.amountIn);
      const list = byQuote.get(exponent) ?? createSortedEntries<Entry>();
      byQuote.set(exponent, list);
      each(list, limitRate(entry));
      return;
    }
    const { trigger } = order;
    if (trigger === null || trigger.source === 'quote') return;
    if (trigger.stop !== null) each(stops[trigger.source], approx(rateOf(trigger.stop.rate)));
    if (trigger.takeProfit !== null) each(takeProfits[trigger.source], approx(rateOf(trigger.takeProfit.rate)));
  }

  function sets(entry: Entry): Set<Entry>[] {
    const { trigger } = entry.order;
    if (waitsForQuote(entry) || trigger === null) return [];
    return [...(trigger.trail === null ? [] : [trails]), ...(trigger.source === 'quote' ? [quoted] : [])];
  }

  const watchesIndex = (entry: Entry) => Number(!waitsForQuote(entry) && entry.order.trigger?.source === 'index');

  const quoteOf = (market: Market, amountIn: bigint): bigint | undefined => {
    const decision = routeOnMarket({ market, mintIn: tokenIn, mintOut: tokenOut, amountIn });
    return decision.kind === 'route' ? decision.route.amountOut : undefined;
  };

  /** The highest rate that an amount of at least 2^exponent can get: no amount gets a better rate than a smaller one without the costs of legs. */
  function capOf(market: Market, exponent: number): number {
    const amountIn = 1n << BigInt(exponent);
    const { pools, clock } = market;
    const decision = bestRoute({ pools, clock, mintIn: tokenIn, mintOut: tokenOut, amountIn, legCost: 0n });
    if (decision.kind === 'route') return (Number(decision.route.amountOut + CAP_UNITS) / Number(amountIn)) * CAP_SLACK;
    // Too small to buy anything says nothing of larger amounts.
    return decision.reason === 'zero-output' ? Number.POSITIVE_INFINITY : 0;
  }

  /** The orders that a quote for their whole amount may fill, judged by the caps of their sizes alone. */
  function* mayFill(market: Market): Iterable<Entry> {
    let cap: number | undefined;
    for (const exponent of [...byQuote.keys()].sort((a, b) => a - b)) {
      const list = byQuote.get(exponent);
      if (list?.lowest === undefined) continue;
      // The cap of a smaller size holds for a larger one too, so most sizes need none of their own.
      if (cap === undefined || list.lowest <= cap)
        cap = Math.min(cap ?? Number.POSITIVE_INFINITY, capOf(market, exponent));
      yield* list.atMost(cap);
    }
  }

  function evidence(opts: {
    by: FiredBy;
    slot: number;
    source: TriggerSource;
    observed: Rate;
    entry: Entry;
    quotedOut: bigint;
    minOut: bigint;
  }): FiredView {
    const { by, slot, source, observed, entry, quotedOut, minOut } = opts;
    const watermark = by === 'trailingStop' ? (entry.watermark ?? entry.order.fired?.watermark ?? null) : null;
    return {
      by,
      slot,
      source,
      observed: rateView(observed),
      watermark,
      quotedOut: `${quotedOut}`,
      minOut: `${minOut}`,
    };
  }

  function byQuotes({ market, now }: Sight): Seen['fires'] {
    const fires: { entry: Entry; fired: FiredView }[] = [];
    for (const entry of mayFill(market)) {
      if (entry.firing || entry.notBefore > now) continue;
      const { amountIn, minOut, fired: before } = entry.order;
      const quotedOut = quoteOf(market, amountIn);
      if (quotedOut === undefined || quotedOut < minOut) continue;
      const observed = { numerator: quotedOut, denominator: amountIn };
      const by = before?.by ?? 'limit';
      fires.push({
        entry,
        fired: evidence({ by, slot: market.slot, source: 'quote', observed, entry, quotedOut, minOut }),
      });
    }
    return fires;
  }

  /** The present rate of each source. */
  function ratesOf({ market, index }: Sight) {
    const mid = midRate({ pools: market.pools, ...pair });
    const atIndex = index === undefined ? undefined : indexRate({ index, ...pair });
    return (entry: Entry, trigger: TriggerTerms): Rate | undefined => {
      if (trigger.source === 'mid') return mid;
      if (trigger.source === 'index') return atIndex;
      const quotedOut = quoteOf(market, entry.order.amountIn);
      return quotedOut === undefined ? undefined : { numerator: quotedOut, denominator: entry.order.amountIn };
    };
  }

  /** The orders whose condition may be met, judged by rounded rates alone. */
  function* mayMeet(rates: Readonly<Record<'mid' | 'index', Rate | undefined>>): Iterable<Entry> {
    for (const source of ['mid', 'index'] as const) {
      const rate = rates[source];
      if (rate === undefined) continue;
      yield* stops[source].atLeast(approx(rate) * (1 - 1e-9));
      yield* takeProfits[source].atMost(approx(rate) * (1 + 1e-9));
    }
    yield* trails;
    yield* quoted;
  }

  function byConditions(sight: Sight): Seen {
    const { market, index, now } = sight;
    const rateAt = ratesOf(sight);
    const rates = {
      mid: midRate({ pools: market.pools, ...pair }),
      index: index === undefined ? undefined : indexRate({ index, ...pair }),
    };
    const fires: { entry: Entry; fired: FiredView }[] = [];
    const raised: Entry[] = [];
    const met = new Map<Entry, Armed>();
    for (const entry of new Set(mayMeet(rates))) {
      const { trigger } = entry.order;
      if (trigger === null) continue;
      const rate = rateAt(entry, trigger);
      if (rate === undefined) continue;
      if (trigger.trail !== null && isHigher(rate, entry.watermark)) {
        entry.watermark = rateView(rate);
        raised.push(entry);
      }
      const by = conditionMet(trigger, rate, entry.watermark);
      if (by === undefined) continue;
      const before = armed.get(entry);
      const slots = before?.by === by ? before.slots + 1 : 1;
      met.set(entry, { by, slots });
      if (slots < trigger.confirmSlots || entry.firing || entry.notBefore > now) continue;
      // Without a quote there is no worst price yet: it stays armed, and fires with the first one.
      const quotedOut = quoteOf(market, entry.order.amountIn);
      if (quotedOut === undefined) continue;
      const bound = (quotedOut * BigInt(10_000 - slippageAt(trigger, by))) / 10_000n;
      const minOut = bound > entry.order.minOut ? bound : entry.order.minOut;
      fires.push({
        entry,
        fired: evidence({ by, slot: market.slot, source: trigger.source, observed: rate, entry, quotedOut, minOut }),
      });
    }
    armed.clear();
    for (const [entry, state] of met) armed.set(entry, state);
    return { fires, raised };
  }

  return {
    add(entry) {
      lists(entry, (list, key) => list.add(entry, key));
      for (const set of sets(entry)) set.add(entry);
      onIndex += watchesIndex(entry);
      size += 1;
    },
    remove(entry) {
      lists(entry, (list, key) => list.remove(entry, key));
      for (const set of sets(entry)) set.delete(entry);
      armed.delete(entry);
      onIndex -= watchesIndex(entry);
      size -= 1;
    },
    look(sight) {
      const { fires, raised } = byConditions(sight);
      return { fires: [...byQuotes(sight), ...fires], raised };
    },
    get needsIndex() {
      return onIndex > 0;
    },
    get size() {
      return size;
    },
  };
}

function createSources(): Readonly<Record<'mid' | 'index', SortedEntries<Entry>>> {
  return { mid: createSortedEntries<Entry>(), index: createSortedEntries<Entry>() };
}

function isHigher(rate: Rate, watermark: RateView | undefined): boolean {
  return watermark === undefined || compareRates(rate, rateOf(watermark)) > 0;
}
