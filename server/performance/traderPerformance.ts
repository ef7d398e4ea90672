import { EngineError } from '../../core/errors/engineError.ts';
import { usdcMark, valueAt } from '../../core/market/mark.ts';
import type { Market } from '../../core/market/snapshot.ts';
import {
  foldPerformance,
  NO_PERFORMANCE,
  type PerformanceFact,
  type PerformanceState,
  performanceView,
} from '../../core/performance/foldPerformance.ts';
import type { PerformanceView } from '../../core/performance/performanceView.ts';
import type { Mint } from '../../core/tokens/token.ts';
import {
  type FactsCursor,
  NO_FACTS_READ,
  type PerformanceFacts,
  type StoredFact,
} from '../../drizzle/performanceFacts.ts';

export type TraderPerformance = {
  /** The trader's results up to now. Throws EngineError UNAVAILABLE, MARKET_UNAVAILABLE. */
  of(traderId: string): Promise<PerformanceView>;
};

/** Fills that are read at a time. */
const PAGE = 1_000;
/** Traders whose results stay in memory; the least recently requested one is dropped, and later folded again from the start. */
const MAX_TRADERS = 1_000;

type Folded = { readonly state: PerformanceState; readonly cursor: FactsCursor };

/**
 * Traders' results, folded on request: each process keeps the state of the fold per trader, and continues with the facts committed since. The
 * state has constant size, and losing it does no harm.
 *
 * A deposit without a stored mark (made while there were no prices, or before marks were stored) is valued at the mark of the time when it is
 * first folded, and marked as estimated; a token without a mark at that time is valued at zero.
 */
export function createTraderPerformance(opts: {
  facts: PerformanceFacts;
  market: { current(): Market | undefined };
  page?: number;
  maxTraders?: number;
}): TraderPerformance {
  const { facts, market, page = PAGE, maxTraders = MAX_TRADERS } = opts;
  /** In the order of their last requests. */
  const known = new Map<string, Folded>();
  /** The running fold of each trader. */
  const last = new Map<string, Promise<void>>();

  function presentValue(token: string, amount: bigint): bigint {
    const current = market.current();
    if (current === undefined) throw new EngineError({ code: 'MARKET_UNAVAILABLE' });
    const mark = usdcMark({ pools: current.pools, mint: token as Mint });
    return mark === undefined ? 0n : valueAt({ amount, mark });
  }

  function valued(fact: StoredFact): PerformanceFact {
    if (fact.kind === 'fill') return fact;
    const tokens = fact.tokens.map(({ token, amount, mark }) => {
      const estimated = mark === undefined;
      return { token, amount, value: estimated ? presentValue(token, amount) : valueAt({ amount, mark }), estimated };
    });
    return { kind: 'deposit', tokens };
  }

  function remember(traderId: string, folded: Folded): void {
    known.delete(traderId);
    known.set(traderId, folded);
    const [oldest] = known.keys();
    if (known.size > maxTraders && oldest !== undefined) known.delete(oldest);
  }

  async function fold(traderId: string): Promise<PerformanceView> {
    let { state, cursor } = known.get(traderId) ?? { state: NO_PERFORMANCE, cursor: NO_FACTS_READ };
    for (let more = true; more; ) {
      const read = await facts.read({ traderId, after: cursor, limit: page });
      state = read.facts.map(valued).reduce(foldPerformance, state);
      cursor = read.next;
      more = read.more;
    }
    remember(traderId, { state, cursor });
    return performanceView(state);
  }

  return {
    // One fold at a time per trader: each caller sees all facts committed before its call, and nothing is folded twice.
    async of(traderId) {
      const turn = (last.get(traderId) ?? Promise.resolve()).then(() => fold(traderId));
      const settled = turn.then(
        () => {},
        () => {},
      );
      last.set(traderId, settled);
      try {
        return await turn;
      } finally {
        if (last.get(traderId) === settled) last.delete(traderId);
      }
    },
  };
}
