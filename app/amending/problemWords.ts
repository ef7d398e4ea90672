import { type OrderPair, paysBase } from '../market/typedPrice.ts';
import type { DraftField, DraftProblem } from './amendDraft.ts';

/** What is wrong with a field, for the trader. */
export function problemWords(field: DraftField, problem: DraftProblem, market: OrderPair): string {
  switch (problem) {
    case 'empty':
    case 'zero':
      return field === 'amount' ? 'Enter an amount.' : field === 'trail' ? 'Enter a distance.' : 'Enter a price.';
    case 'not-a-number':
      return 'That is not a number.';
    case 'too-many-decimals':
      return 'Too many decimals.';
    case 'too-large':
      return 'That is too large.';
    case 'not-covered':
      return 'More than is held and available.';
    case 'trail-range':
      return 'From 0.1% to 90%.';
    case 'not-above-stop':
      return `The take profit has to be ${paysBase(market) ? 'above' : 'below'} the stop.`;
    default:
      return problem satisfies never;
  }
}
