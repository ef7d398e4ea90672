import { rateOf } from '../../core/order/trigger/rate.ts';
import { conditionMet } from '../../core/order/trigger/triggerRules.ts';
import type { FiredView, TriggerTerms } from '../../core/order/trigger/triggerTerms.ts';
import { type JournalEntry, neverFires } from './journal.ts';
import { RESTING_KINDS } from './restingRequests.ts';
import { executionsByOrder, type FillRow, type LandedRow, type OrderRow } from './violations.ts';

/** A step of an order, by order and in sequence: `pending` with terms, or `routing` with the evidence of a trigger or the reason of a retry. */
export type StepRow = {
  readonly order_id: string;
  readonly status: 'pending' | 'routing';
  readonly min_out: string | null;
  readonly trigger: TriggerTerms | null;
  /** The failed attempt before an order that rests again. */
  readonly missed: boolean;
  readonly fired: FiredView | null;
  readonly retry: boolean;
};
export type BalanceRow = { readonly trader_id: string; readonly token: string; readonly held: string };

const rests = ({ type }: OrderRow) => RESTING_KINDS.some((kind) => kind === type);

function stepsByOrder(steps: readonly StepRow[]): ReadonlyMap<string, readonly StepRow[]> {
  const byOrder = new Map<string, StepRow[]>();
  for (const step of steps) byOrder.set(step.order_id, [...(byOrder.get(step.order_id) ?? []), step]);
  return byOrder;
}

/** Triggers that fired again before the order rested again, and orders that rest with more than one execution. */
export function triggeredTwiceOf(opts: {
  orders: readonly OrderRow[];
  steps: readonly StepRow[];
  landed: readonly LandedRow[];
}): string[] {
  const executions = executionsByOrder(opts.landed);
  const twice = [...stepsByOrder(opts.steps)].flatMap(([orderId, steps]) => {
    let fired = false;
    let times = 0;
    for (const step of steps) {
      if (step.status === 'pending') fired = false;
      if (step.fired === null) continue;
      if (fired) times += 1;
      fired = true;
    }
    return times === 0 ? [] : [`${orderId} was triggered ${times} times more while it did not rest`];
  });
  const executed = opts.orders.filter((order) => rests(order) && (executions.get(order.id) ?? 0) > 1);
  return [...twice, ...executed.map(({ id }) => `${id} was executed ${executions.get(id)} times`)];
}

/** Attempts of orders that rest without a trigger, triggers whose evidence does not meet the terms in force, and triggers of orders far from the market. */
export function unmetOf(opts: {
  journal: readonly JournalEntry[];
  orders: readonly OrderRow[];
  steps: readonly StepRow[];
}): string[] {
  const byOrder = stepsByOrder(opts.steps);
  const unmet = opts.orders.filter(rests).flatMap(({ id }) => {
    let terms: StepRow | undefined;
    return (byOrder.get(id) ?? []).flatMap((step) => {
      if (step.status === 'pending') terms = step;
      else if (step.fired === null) return step.retry ? [] : [`${id} was attempted without a trigger`];
      else if (terms === undefined || !meets(terms, step.fired))
        return [`${id} fired by ${JSON.stringify(step.fired)}`];
      return [];
    });
  });
  const fires = new Set(opts.steps.filter(({ fired }) => fired !== null).map(({ order_id }) => order_id));
  const far = opts.journal
    .filter(neverFires)
    .flatMap(({ acknowledged }) => [...acknowledged].filter((id) => fires.has(id)));
  return [...unmet, ...far.map((id) => `${id} fired far from the market`)];
}

/** True when evidence meets the terms of the order: its minimum when it has no trigger or had fired before, its trigger otherwise. */
function meets(terms: StepRow, fired: FiredView): boolean {
  const minOut = BigInt(terms.min_out ?? 0);
  if (BigInt(fired.minOut) < minOut) return false;
  if (terms.trigger === null || terms.missed) return fired.quotedOut !== null && BigInt(fired.quotedOut) >= minOut;
  return conditionMet(terms.trigger, rateOf(fired.observed), fired.watermark ?? undefined) === fired.by;
}

/** Fills below the bound of their order: its minimum by the last terms, by the last trigger, and by what a client asked for and did not amend. */
export function belowLimitOf(opts: {
  journal: readonly JournalEntry[];
  orders: readonly OrderRow[];
  steps: readonly StepRow[];
  fills: readonly FillRow[];
}): string[] {
  const orders = new Map(opts.orders.map((order) => [order.id, order]));
  const byOrder = stepsByOrder(opts.steps);
  const asked = new Map(
    opts.journal.flatMap(({ request, amendment, acknowledged }) => {
      const { minOut } = request;
      return minOut === undefined || amendment !== undefined
        ? []
        : [...acknowledged].map((id) => [id, minOut] as const);
    }),
  );
  return opts.fills.flatMap(({ order_id, amount_out }) => {
    const steps = byOrder.get(order_id) ?? [];
    const terms = steps.findLast(({ status }) => status === 'pending');
    const fired = steps.findLast((step) => step.fired !== null)?.fired;
    const bounds = [orders.get(order_id)?.min_out, terms?.min_out, fired?.minOut, asked.get(order_id)];
    const bound = bounds.reduce((most, one) => (BigInt(one ?? 0) > most ? BigInt(one ?? 0) : most), 0n);
    return BigInt(amount_out) < bound ? [`${order_id} received ${amount_out}, and its bound is ${bound}`] : [];
  });
}

/** Holds that no open order has, and orders that were open long after their time (`overdue`, looked up before the campaign cancelled what was left). */
export function heldForNothingOf(opts: {
  orders: readonly OrderRow[];
  balances: readonly BalanceRow[];
  overdue: readonly string[];
}): string[] {
  const open = new Map<string, bigint>();
  for (const { final, trader_id, token_in, amount_in } of opts.orders) {
    const key = `${trader_id} ${token_in}`;
    if (!final) open.set(key, (open.get(key) ?? 0n) + BigInt(amount_in));
  }
  const idle = opts.balances.flatMap(({ trader_id, token, held }) => {
    const needed = open.get(`${trader_id} ${token}`) ?? 0n;
    return BigInt(held) > needed ? [`${trader_id} holds ${held} of ${token} for orders over ${needed}`] : [];
  });
  return [...idle, ...opts.overdue.map((id) => `${id} was open long after its time`)];
}
