import { compareRates, type Rate, rateOf, rateView, roundedRate } from '../../core/order/trigger/rate.ts';
import { conditionMet, indexRate, midRate, slippageAt } from '../../core/order/trigger/triggerRules.ts';
import type { FiredBy, RateView, TriggerSource, TriggerTerms } from '../../core/order/trigger/triggerTerms.ts';
import type { Mint } from '../../core/tokens/token.ts';
import { type Entry, type Fire, mayFire, quoteOf, type Sight } from './entry.ts';
import { createSortedEntries, type SortedEntries } from './sortedEntries.ts';

/** The orders of one direction whose triggers watch a rate. */
export type ConditionSide = {
  add(entry: Entry): void;
  remove(entry: Entry): void;
  /**
   * Begins a look: raises the watermarks of trailing stops, and returns the orders whose conditions may be met at the mid or index price; those that are left out
   * don't meet them. All of them have to be judged before the next look.
   */
  candidates(sight: Sight): Entry[];
  /** The orders that watch quotes, the ones that were not judged for longest first. */
  inTurn(): Iterable<Entry>;
  /** The trigger of an order, when its condition has held in enough looks in a row. */
  judge(entry: Entry, sight: Sight): Fire | undefined;
  /** Forgets which conditions held: there are looks that others have done, or that nobody has. */
  restart(): void;
  /** True when an order watches the index price. */
  readonly needsIndex: boolean;
};

/** Sources that are the same for all orders of a direction. */
type Shared = 'mid' | 'index';
const SHARED = ['mid', 'index'] as const satisfies readonly Shared[];

/** The relative difference up to which rounded rates decide nothing. */
const CLOSE = 1e-9;

/** A rate at present: exact, as it is stored, and rounded. */
type Observed = { readonly rate: Rate; readonly view: RateView; readonly rounded: number };
/** A condition that held in the last looks in a row. */
type Armed = { readonly by: Exclude<FiredBy, 'limit'>; readonly looks: number; readonly lastLook: number };

const bySource = <Of>(create: () => Of): Readonly<Record<Shared, Of>> => ({ mid: create(), index: create() });

export function createConditionSide(opts: {
  readonly tokenIn: Mint;
  readonly tokenOut: Mint;
  /** Called for each watermark that rose. */
  onRaised(entry: Entry): void;
}): ConditionSide {
  const { onRaised, ...pair } = opts;
  const stops = bySource(() => createSortedEntries<Entry>());
  const takeProfits = bySource(() => createSortedEntries<Entry>());
  const trails = bySource(() => new Set<Entry>());
  const quoted = new Set<Entry>();
  const armed = new Map<Entry, Armed>();
  let observed: Partial<Record<Shared, Observed>> = {};
  let look = 0;
  let onIndex = 0;

  /** The lists that an order is in, each with its key there. */
  function listsOf({ source, stop, takeProfit }: TriggerTerms): { list: SortedEntries<Entry>; key: number }[] {
    if (source === 'quote') return [];
    return [
      ...(stop === null ? [] : [{ list: stops[source], key: roundedRate(stop.rate) }]),
      ...(takeProfit === null ? [] : [{ list: takeProfits[source], key: roundedRate(takeProfit.rate) }]),
    ];
  }

  /** The sets that an order is in. */
  function setsOf({ source, trail }: TriggerTerms): Set<Entry>[] {
    if (source === 'quote') return [quoted];
    return trail === null ? [] : [trails[source]];
  }

  function raise(entry: Entry, { rate, view, rounded }: Observed): void {
    const { watermark } = entry;
    if (watermark !== undefined) {
      if (watermark === view || rounded < entry.watermarkRate * (1 - CLOSE)) return;
      if (rounded <= entry.watermarkRate * (1 + CLOSE) && compareRates(rate, rateOf(watermark)) <= 0) return;
    }
    entry.watermark = view;
    entry.watermarkRate = rounded;
    onRaised(entry);
  }

  function observe(sight: Sight): typeof observed {
    const { market, index } = sight;
    const rates = {
      mid: midRate({ pools: market.pools, ...pair }),
      index: index === undefined ? undefined : indexRate({ index, ...pair }),
    };
    return Object.fromEntries(
      SHARED.flatMap((source) => {
        const rate = rates[source];
        if (rate === undefined) return [];
        const view = rateView(rate);
        const before = observed[source];
        const isSame = before?.view.amountIn === view.amountIn && before.view.amountOut === view.amountOut;
        return [[source, isSame ? before : { rate, view, rounded: roundedRate(view) }]];
      }),
    );
  }

  /** What an order watches, and the quote for its amount when that is it. */
  function rateFor(entry: Entry, source: TriggerSource, sight: Sight) {
    if (source !== 'quote') return { seen: observed[source], quotedOut: undefined };
    const quotedOut = quoteOf(entry, sight);
    if (quotedOut === undefined) return { seen: undefined, quotedOut };
    const rate = { numerator: quotedOut, denominator: entry.order.amountIn };
    const view = rateView(rate);
    return { seen: { rate, view, rounded: roundedRate(view) }, quotedOut };
  }

  /** True when the condition has held in as many looks in a row as the trigger asks for, this one included. */
  function confirmed(entry: Entry, by: Armed['by'], confirmSlots: number): boolean {
    const before = armed.get(entry);
    const looks = before?.by === by ? before.looks + 1 : 1;
    armed.set(entry, { by, looks, lastLook: look });
    return looks >= confirmSlots;
  }

  return {
    add(entry) {
      const { trigger } = entry.order;
      if (trigger === null) return;
      for (const { list, key } of listsOf(trigger)) list.add(entry, key);
      for (const set of setsOf(trigger)) set.add(entry);
      onIndex += Number(trigger.source === 'index');
    },
    remove(entry) {
      const { trigger } = entry.order;
      if (trigger === null) return;
      for (const { list, key } of listsOf(trigger)) list.remove(entry, key);
      for (const set of setsOf(trigger)) set.delete(entry);
      armed.delete(entry);
      onIndex -= Number(trigger.source === 'index');
    },
    candidates(sight) {
      observed = observe(sight);
      // What was not among the candidates of the last look did not hold then.
      for (const [entry, { lastLook }] of armed)
        if (lastLook !== look && entry.order.trigger?.source !== 'quote') armed.delete(entry);
      look += 1;
      const found = new Set<Entry>();
      for (const source of SHARED) {
        const now = observed[source];
        if (now === undefined) continue;
        for (const entry of stops[source].atLeast(now.rounded * (1 - CLOSE))) found.add(entry);
        for (const entry of takeProfits[source].atMost(now.rounded * (1 + CLOSE))) found.add(entry);
        for (const entry of trails[source]) {
          raise(entry, now);
          const kept = 1 - (entry.order.trigger?.trail?.bps ?? 0) / 10_000;
          if (now.rounded <= entry.watermarkRate * kept * (1 + CLOSE)) found.add(entry);
        }
      }
      return [...found];
    },
    *inTurn() {
      for (const entry of [...quoted]) {
        if (!quoted.delete(entry)) continue;
        quoted.add(entry);
        yield entry;
      }
    },
    judge(entry, sight) {
      const { trigger, minOut: floor } = entry.order;
      if (trigger === null) return undefined;
      const { seen, quotedOut: known } = rateFor(entry, trigger.source, sight);
      if (seen !== undefined && trigger.trail !== null) raise(entry, seen);
      const by = seen && conditionMet(trigger, seen.rate, entry.watermark);
      if (seen === undefined || by === undefined) {
        armed.delete(entry);
        return undefined;
      }
      if (!confirmed(entry, by, trigger.confirmSlots) || !mayFire(entry, sight)) return undefined;
      // Without a quote there is no worst price yet: it stays armed, and fires with the first one.
      const quotedOut = known ?? quoteOf(entry, sight);
      if (quotedOut === undefined) return undefined;
      const bound = (quotedOut * BigInt(10_000 - slippageAt(trigger, by))) / 10_000n;
      const fired = {
        by,
        slot: sight.market.slot,
        source: trigger.source,
        observed: seen.view,
        watermark: by === 'trailingStop' ? (entry.watermark ?? null) : null,
        quotedOut: `${quotedOut}`,
        minOut: `${bound > floor ? bound : floor}`,
      };
      return { entry, fired };
    },
    restart: () => armed.clear(),
    get needsIndex() {
      return onIndex > 0;
    },
  };
}
