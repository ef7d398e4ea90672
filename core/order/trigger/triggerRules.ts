import type { IndexPrices } from '../../market/candleSchema.ts';
import { indexPriceRatio } from '../../market/indexPrices.ts';
import { midPrice } from '../../market/midPrice.ts';
import type { Pool } from '../../pools/all/pool.ts';
import { findToken, type Mint } from '../../tokens/token.ts';
import { compareRates, type Rate, rateBelow, rateOf } from './rate.ts';
import type { FiredBy, RateView, TriggerTerms } from './triggerTerms.ts';

/** What a rate is taken of: the tokens of an order. */
type Pair = { readonly tokenIn: Mint; readonly tokenOut: Mint };

/** The rate of a pair by the mean mid price of its pools; undefined when no pools give one. */
export function midRate({ pools, tokenIn, tokenOut }: Pair & { readonly pools: readonly Pool[] }): Rate | undefined {
  const rate = midPrice({ pools, base: tokenIn, quote: tokenOut });
  return rate === undefined || rate.numerator <= 0n ? undefined : rate;
}

/** The rate of a pair by the index prices; undefined for a token without one. */
export function indexRate({ index, tokenIn, tokenOut }: Pair & { readonly index: IndexPrices }): Rate | undefined {
  const [paid, received] = [findToken(tokenIn), findToken(tokenOut)];
  const price = indexPriceRatio(index, { base: tokenIn, quote: tokenOut });
  if (paid === undefined || received === undefined || price === undefined) return undefined;
  return {
    numerator: price.numerator * 10n ** BigInt(received.decimals),
    denominator: price.denominator * 10n ** BigInt(paid.decimals),
  };
}

/** The rate at which a trailing stop fires: its distance below the watermark. */
export function trailedRate(trail: { readonly bps: number }, watermark: RateView): Rate {
  return rateBelow(rateOf(watermark), trail.bps);
}

/** The condition of a trigger that a rate meets; the stop when it meets both. `watermark` is the best rate so far, this one included. */
export function conditionMet(
  trigger: TriggerTerms,
  rate: Rate,
  watermark: RateView | undefined,
): Exclude<FiredBy, 'limit'> | undefined {
  const { stop, takeProfit, trail } = trigger;
  if (stop !== null && compareRates(rate, rateOf(stop.rate)) <= 0) return 'stop';
  if (trail !== null && watermark !== undefined && compareRates(rate, trailedRate(trail, watermark)) <= 0)
    return 'trailingStop';
  if (takeProfit !== null && compareRates(rate, rateOf(takeProfit.rate)) >= 0) return 'takeProfit';
  return undefined;
}

/** How far below the quote at the trigger the execution may be, basis points. */
export function slippageAt(trigger: TriggerTerms, by: Exclude<FiredBy, 'limit'>): number {
  const own = { stop: trigger.stop, takeProfit: trigger.takeProfit, trailingStop: trigger.trail }[by];
  if (own === null) throw new Error(`the order has no ${by}`);
  return own.maxSlippageBps;
}

/** False when a take profit is not above the stop of the same order. */
export function inOrder({ stop, takeProfit }: TriggerTerms): boolean {
  return stop === null || takeProfit === null || compareRates(rateOf(takeProfit.rate), rateOf(stop.rate)) > 0;
}
