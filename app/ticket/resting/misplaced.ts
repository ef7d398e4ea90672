import type { Rate } from '../../../core/order/trigger/rate.ts';
import { conditionMet, inOrder } from '../../../core/order/trigger/triggerRules.ts';
import type { TriggerTerms } from '../../../core/order/trigger/triggerTerms.ts';
import { type OrderPair, paysBase } from '../../market/typedPrice.ts';

/** Why a trigger is on the wrong side of a rate, or its two prices the wrong way round, in words; undefined when neither. */
export function misplaced(opts: {
  trigger: TriggerTerms;
  pair: OrderPair;
  rate: Rate | undefined;
  rateWords: string;
}): string | undefined {
  const { trigger, pair, rate, rateWords } = opts;
  const [above, below] = paysBase(pair) ? ['above', 'below'] : ['below', 'above'];
  if (!inOrder(trigger)) return `Take profit must be ${above} the stop`;
  switch (rate && conditionMet(trigger, rate, undefined)) {
    case 'stop':
      return `Stop must be ${below} ${rateWords}`;
    case 'takeProfit':
      return `Take profit must be ${above} ${rateWords}`;
    default:
      return undefined;
  }
}
