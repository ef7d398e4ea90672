import { compareRates, type Rate, rateOf, rateView } from '../../../core/order/trigger/rate.ts';
import { conditionMet, indexRate, midRate, slippageAt } from '../../../core/order/trigger/triggerRules.ts';
import { routeOnMarket } from '../../../core/routing/routeOnMarket.ts';
import type { Entry, Sight } from '../entry.ts';

/** What the rules say of one order, look by look, without any index: an exact quote or rate for each. */
export function createNaiveJudge() {
  const held = new Map<Entry, { by: string; looks: number }>();

  function quote({ order }: Entry, { market }: Sight): bigint | undefined {
    const { tokenIn, tokenOut, amountIn } = order;
    const decision = routeOnMarket({ market, mintIn: tokenIn, mintOut: tokenOut, amountIn });
    return decision.kind === 'route' ? decision.route.amountOut : undefined;
  }

  function rateFor(entry: Entry, sight: Sight): Rate | undefined {
    const { tokenIn, tokenOut, amountIn, trigger } = entry.order;
    if (trigger?.source === 'mid') return midRate({ pools: sight.market.pools, tokenIn, tokenOut });
    if (trigger?.source === 'index') return sight.index && indexRate({ index: sight.index, tokenIn, tokenOut });
    const numerator = quote(entry, sight);
    return numerator === undefined ? undefined : { numerator, denominator: amountIn };
  }

  /** What fires, as text; undefined when nothing does. Raises the order's watermark. */
  return function judge(entry: Entry, sight: Sight): string | undefined {
    const { trigger, fired, minOut } = entry.order;
    const may = !entry.firing && entry.notBefore <= sight.now;
    if (trigger === null || fired !== undefined) {
      const quoted = quote(entry, sight);
      if (!may || quoted === undefined || quoted < minOut) return undefined;
      return `${fired?.by ?? 'limit'} ${quoted} ${minOut}`;
    }
    const rate = rateFor(entry, sight);
    if (rate !== undefined && trigger.trail !== null) {
      if (entry.watermark === undefined || compareRates(rate, rateOf(entry.watermark)) > 0)
        entry.watermark = rateView(rate);
    }
    const by = rate && conditionMet(trigger, rate, entry.watermark);
    if (by === undefined) {
      held.delete(entry);
      return undefined;
    }
    const before = held.get(entry);
    const looks = before?.by === by ? before.looks + 1 : 1;
    held.set(entry, { by, looks });
    if (looks < trigger.confirmSlots || !may) return undefined;
    const quoted = quote(entry, sight);
    if (quoted === undefined) return undefined;
    const worst = (quoted * BigInt(10_000 - slippageAt(trigger, by))) / 10_000n;
    return `${by} ${quoted} ${worst > minOut ? worst : minOut}`;
  };
}
