import { ownTerms } from '../../../core/order/ownTerms.ts';
import type { KeylessRequest } from '../../../core/order/placeOrder.ts';
import { compareRates } from '../../../core/order/trigger/rate.ts';
import type { ExitTerms, TriggerTerms } from '../../../core/order/trigger/triggerTerms.ts';
import type { OrderPair } from '../../market/typedPrice.ts';
import { readRequest } from '../../order/readRequest.ts';
import { misplaced } from './misplaced.ts';
import { type Rates, SOURCE_WORDS } from './rates.ts';
import { Obstacle } from './readEntry.ts';
import type { Entry, RestingKind } from './restingKind.ts';

/** An order that rests as the engine will read it, and the request that sends exactly that. */
export type RestingOrder = {
  readonly pair: OrderPair;
  /** Base units of tokenIn. */
  readonly amountIn: bigint;
  /** Base units of tokenOut: the least of a limit or bracket order, the floor of another; null without one. */
  readonly minOut: bigint | null;
  readonly trigger: TriggerTerms | null;
  /** What its execution arms; only of a bracket order. */
  readonly exit: ExitTerms | null;
  readonly validForSeconds: number;
  readonly request: KeylessRequest;
};

export type ReadOrder =
  | { readonly order: RestingOrder; readonly obstacle: undefined }
  | { readonly order: undefined; readonly obstacle: string };

/** Reads the ticket as an order of that kind, by the rules that the server applies to a request. */
export function readOrder(kind: Pick<RestingKind, 'ask'>, entry: Entry): ReadOrder {
  try {
    const request = kind.ask(entry);
    const parsed = readRequest({ ...request, idempotencyKey: 'none' });
    if (parsed === undefined) throw new Error('the ticket asked for an order that is no request');
    const { requestedMinOut, trigger, exit } = ownTerms(parsed);
    const validForSeconds = request.validForSeconds ?? 0;
    const { pair, amountIn } = entry;
    return {
      order: { pair, amountIn, minOut: requestedMinOut, trigger, exit, validForSeconds, request },
      obstacle: undefined,
    };
  } catch (error) {
    if (error instanceof Obstacle) return { order: undefined, obstacle: error.message };
    throw error;
  }
}

/** Why the server would refuse the order on the present market, in words; undefined when it would not. */
export function marketObstacle({ trigger, pair }: RestingOrder, rates: Rates): string | undefined {
  if (trigger === null) return undefined;
  const rate = rates[trigger.source];
  const waiting = rate === undefined ? `Waiting for ${SOURCE_WORDS[trigger.source].of}` : undefined;
  return misplaced({ trigger, pair, rate, rateWords: 'the market' }) ?? waiting;
}

/** True for a limit or bracket order that the present quote meets: it is executed at once, at the market or better than asked. */
export function isMetNow({ trigger, minOut, amountIn }: RestingOrder, { quote }: Rates): boolean {
  if (trigger !== null || minOut === null || quote === undefined) return false;
  return compareRates(quote, { numerator: minOut, denominator: amountIn }) >= 0;
}
