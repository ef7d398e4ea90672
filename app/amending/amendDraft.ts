import { formatAmountForInput } from '../../core/amounts/format.ts';
import { type AmountProblem, parseAmount } from '../../core/amounts/parse.ts';
import type { OrderView } from '../../core/order/orderView.ts';
import { compareRates, type Rate, rateView } from '../../core/order/trigger/rate.ts';
import { ceilDiv } from '../../core/pools/ceilDiv.ts';
import { shownToken } from '../../core/tokens/token.ts';
import { marketOf } from '../resting/marketPrice.ts';
import { type PriceRole, triggerPrices } from '../resting/restingPrices.ts';
import type { AmendInput } from './amendContract.ts';
import { fieldPrice, typedRate } from './typedPrice.ts';

/** The terms of an order as the trader types them. A text that is as it was stands for the exact value of the order. */
export type AmendDraft = {
  readonly prices: Readonly<Partial<Record<PriceRole, string>>>;
  /** Percent; undefined for an order that does not trail. */
  readonly trail: string | undefined;
  readonly amount: string;
  /** From now on; undefined keeps the expiry. */
  readonly validForSeconds: number | undefined;
};

export type DraftField = PriceRole | 'trail' | 'amount';
export type DraftProblem = AmountProblem | 'zero' | 'not-covered' | 'trail-range' | 'not-above-stop';

export type ReadDraft = {
  /** What the draft changes, whole; undefined while it has a problem, or changes nothing. */
  readonly input: AmendInput | undefined;
  readonly problems: Readonly<Partial<Record<DraftField, DraftProblem>>>;
  /** The order under the new terms, for the sentence that describes it; undefined while the draft has a problem. */
  readonly amended: OrderView | undefined;
};

const TRAIL_BPS = { least: 10n, most: 9_000n };

/** The prices that a trader can amend, as rates of the order. */
export function amendablePrices(order: OrderView): readonly { role: PriceRole; rate: Rate }[] {
  if (order.trigger === null) return [{ role: 'limit', rate: limitRate(order) }];
  return triggerPrices(order).flatMap(({ role, rate }) => (role === 'bound' ? [] : [{ role, rate }]));
}

function limitRate({ minOut, amountIn }: OrderView): Rate {
  return { numerator: BigInt(minOut), denominator: BigInt(amountIn) };
}

/** The present terms of an order, to type over. */
export function draftOf(order: OrderView, locale: string): AmendDraft {
  const market = marketOf(order);
  const bps = order.trigger?.trail?.bps;
  return {
    prices: Object.fromEntries(
      amendablePrices(order).map(({ role, rate }) => [role, fieldPrice({ rate, market, locale })]),
    ),
    trail: bps === undefined ? undefined : formatAmountForInput({ amount: BigInt(bps), decimals: 2, locale }),
    amount: formatAmountForInput({
      amount: BigInt(order.amountIn),
      decimals: shownToken(order.tokenIn).decimals,
      locale,
    }),
    validForSeconds: undefined,
  };
}

/** Reads a draft against the order as the trader sees it. `available`: base units that are free to hold in addition; undefined while not known. */
export function readDraft(opts: {
  order: OrderView;
  draft: AmendDraft;
  available: bigint | undefined;
  locale: string;
}): ReadDraft {
  const { order, draft, available, locale } = opts;
  const before = draftOf(order, locale);
  const market = marketOf(order);
  const problems: Partial<Record<DraftField, DraftProblem>> = {};

  const rates = new Map<PriceRole, { rate: Rate; changed: boolean }>();
  for (const { role, rate } of amendablePrices(order)) {
    const text = draft.prices[role] ?? '';
    const typed = text === before.prices[role] ? rate : typedRate({ text, market, locale });
    if (typeof typed === 'string') problems[role] = typed;
    else rates.set(role, { rate: typed, changed: typed !== rate });
  }

  const held = BigInt(order.amountIn);
  const amount = draft.amount === before.amount ? held : typedAmount(order, draft.amount, locale);
  if (typeof amount === 'string') problems.amount = amount;
  else if (available !== undefined && amount > available + held) problems.amount = 'not-covered';

  const trail = draft.trail === before.trail ? undefined : typedTrail(draft.trail ?? '', locale);
  if (typeof trail === 'string') problems.trail = trail;

  const [takeProfit, stop] = [rates.get('takeProfit')?.rate, rates.get('stop')?.rate];
  if (takeProfit !== undefined && stop !== undefined) {
    if (compareRates(takeProfit, stop) <= 0) problems.takeProfit = 'not-above-stop';
  }
  if (typeof amount === 'string' || typeof trail === 'string' || Object.keys(problems).length > 0)
    return { input: undefined, problems, amended: undefined };

  const limit = rates.get('limit');
  const minOut = newMinimum({ order, amount, limit: limit?.changed === true ? limit.rate : undefined });
  const changed = (role: PriceRole) => (rates.get(role)?.changed === true ? rates.get(role)?.rate : undefined);
  const [newTakeProfit, newStop] = [changed('takeProfit'), changed('stop')];
  const changes = {
    ...(amount === held ? {} : { amountIn: amount.toString() }),
    ...(minOut === undefined ? {} : { minOut: minOut.toString() }),
    ...(newTakeProfit === undefined ? {} : { takeProfitPrice: rateView(newTakeProfit) }),
    ...(newStop === undefined ? {} : { stopPrice: rateView(newStop) }),
    ...(trail === undefined ? {} : { trailBps: trail }),
    ...(draft.validForSeconds === undefined ? {} : { validForSeconds: draft.validForSeconds }),
  };
  const input =
    Object.keys(changes).length === 0 ? undefined : { orderId: order.orderId, version: order.version, ...changes };
  return { input, problems, amended: amendedOrder(order, changes) };
}

/**
 * The minimum under the new terms, base units, rounded up so that no execution is below the price; undefined when it stays. With another amount the price stays,
 * for a limit exactly; a minimum beside a trigger goes with the amount.
 */
function newMinimum(opts: { order: OrderView; amount: bigint; limit: Rate | undefined }): bigint | undefined {
  const { order, amount, limit } = opts;
  const held = BigInt(order.amountIn);
  if (limit !== undefined) return ceilDiv(amount * limit.numerator, limit.denominator);
  const floor = order.trigger === null ? order.minOut : order.requestedMinOut;
  return amount === held || floor === null ? undefined : ceilDiv(BigInt(floor) * amount, held);
}

function typedAmount({ tokenIn }: OrderView, text: string, locale: string): bigint | AmountProblem | 'zero' {
  const parsed = parseAmount({ text, decimals: shownToken(tokenIn).decimals, locale });
  if (parsed.kind === 'problem') return parsed.problem;
  return parsed.amount === 0n ? 'zero' : parsed.amount;
}

/** Percent with two decimals as basis points. */
function typedTrail(text: string, locale: string): number | AmountProblem | 'trail-range' {
  const parsed = parseAmount({ text, decimals: 2, locale });
  if (parsed.kind === 'problem') return parsed.problem;
  return parsed.amount < TRAIL_BPS.least || parsed.amount > TRAIL_BPS.most ? 'trail-range' : Number(parsed.amount);
}

function amendedOrder(order: OrderView, changes: Omit<AmendInput, 'orderId' | 'version'>): OrderView {
  const { trigger } = order;
  const { stopPrice, takeProfitPrice, trailBps } = changes;
  return {
    ...order,
    amountIn: changes.amountIn ?? order.amountIn,
    minOut: changes.minOut ?? order.minOut,
    fired: null,
    trigger:
      trigger === null
        ? null
        : {
            ...trigger,
            stop: trigger.stop && { ...trigger.stop, rate: stopPrice ?? trigger.stop.rate },
            takeProfit: trigger.takeProfit && {
              ...trigger.takeProfit,
              rate: takeProfitPrice ?? trigger.takeProfit.rate,
            },
            trail: trigger.trail && { ...trigger.trail, bps: trailBps ?? trigger.trail.bps },
          },
  };
}
