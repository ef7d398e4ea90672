import { type AmountProblem, parseAmount, parseNumeral } from '../../../core/amounts/parse.ts';
import { RESTING_VALIDITY } from '../../../core/order/kinds/restingFields.ts';
import { type RateView, USUAL_CONFIRM_SLOTS } from '../../../core/order/trigger/triggerTerms.ts';
import { rateOfPrice } from '../../market/typedPrice.ts';
import type { Entry } from './restingKind.ts';

/** What is missing or invalid, as the text of the ticket's button. */
export class Obstacle extends Error {}

/** What each price and amount is called. */
const NAMES = {
  limit: 'limit price',
  stop: 'stop price',
  takeProfit: 'take-profit price',
  total: 'amount to receive',
  floor: 'least amount',
} as const;

/** The exact rate of a typed price. `asked`: what to say when there is none. */
export function priceIn(
  { state, pair, locale }: Entry,
  field: 'limit' | 'stop' | 'takeProfit',
  asked = `Enter a ${NAMES[field]}`,
): RateView {
  const parsed = parseNumeral({ text: state.prices[field] ?? '', locale });
  if (parsed.kind === 'problem') {
    throw new Obstacle(parsed.problem === 'empty' ? asked : 'That is not a price');
  }
  if (parsed.units === 0n) throw new Obstacle(asked);
  const rate = rateOfPrice(parsed, pair);
  if (rate === undefined) throw new Obstacle('The price has too many digits');
  return rate;
}

const AMOUNT_WORDS = {
  empty: (field) => `Enter the ${NAMES[field]}`,
  'not-a-number': () => 'That is not an amount',
  'too-many-decimals': (field) => `Too many decimals in the ${NAMES[field]}`,
  'too-large': (field) => `The ${NAMES[field]} is too large`,
} satisfies Record<AmountProblem, (field: 'total' | 'floor') => string>;

/** A typed amount of tokenOut, base units. */
export function amountIn({ state, pair, locale }: Entry, field: 'total' | 'floor'): bigint {
  const parsed = parseAmount({ text: state.prices[field] ?? '', decimals: pair.tokenOut.decimals, locale });
  if (parsed.kind === 'problem') throw new Obstacle(AMOUNT_WORDS[parsed.problem](field));
  if (parsed.amount === 0n) throw new Obstacle(AMOUNT_WORDS.empty(field));
  return parsed.amount;
}

/** A typed percentage in hundredths of a percent; the usual one where nothing is typed. */
export function bpsIn(
  { state, locale }: Entry,
  opts: {
    field: 'trail' | 'stopSlippage' | 'takeProfitSlippage';
    name: string;
    usual?: number;
    least: number;
    most: number;
  },
): number {
  const { field, name, usual, least, most } = opts;
  const text = (state.choices[field] ?? '').trim().replace(/%$/, '');
  if (text === '' && usual !== undefined) return usual;
  const parsed = parseAmount({ text, decimals: 2, locale });
  const bps = parsed.kind === 'amount' ? parsed.amount : -1n;
  if (bps < least || bps > most) throw new Obstacle(`${name}: from ${least / 100}% to ${most / 100}%`);
  return Number(bps);
}

/** The largest worst price of a trigger, basis points. */
const MOST_SLIPPAGE_BPS = 5_000;

/** How far the execution may be below the quote at the trigger, basis points. */
export function worstPriceIn(entry: Entry, field: 'stopSlippage' | 'takeProfitSlippage', usual: number): number {
  return bpsIn(entry, { field, name: 'Worst price', usual, least: 0, most: MOST_SLIPPAGE_BPS });
}

const MOST_SLOTS = 150;

function slotsIn({ state }: Entry): number {
  const text = (state.choices.confirmSlots ?? '').trim();
  if (text === '') return USUAL_CONFIRM_SLOTS;
  const slots = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
  if (slots < 1 || slots > MOST_SLOTS) throw new Obstacle(`Confirm slots: from 1 to ${MOST_SLOTS}`);
  return slots;
}

/** The fields of every order that rests. */
export function commonFields({ state, amountIn: paid, pair }: Entry) {
  return {
    tokenIn: pair.tokenIn.mint,
    tokenOut: pair.tokenOut.mint,
    amountIn: paid.toString(),
    validForSeconds: state.choices.validForSeconds ?? RESTING_VALIDITY.usualSeconds,
  };
}

/** What a trigger watches. */
export function watchFieldsOf(entry: Entry) {
  return { source: entry.state.choices.source ?? ('mid' as const), confirmSlots: slotsIn(entry) };
}

/** The fields of every order with a trigger: what it watches, and the trader's floor if there is one. */
export function triggerFieldsOf(entry: Entry) {
  const { prices } = entry.state;
  return {
    ...watchFieldsOf(entry),
    ...((prices.floor ?? '').trim() === '' ? {} : { minOut: amountIn(entry, 'floor').toString() }),
  };
}
