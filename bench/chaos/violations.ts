import { execution } from '../../core/chain/chainApi.ts';
import { executionTotals } from '../../core/chain/execution.ts';
// The campaign's chain is new, so the usual listing has all symbols of the clicks.
import '../../core/testing/usualListing.ts';
import { findToken, type Mint } from '../../core/tokens/token.ts';
import { amountsOf, type JournalEntry } from './journal.ts';

/** A row of engine.orders. Amounts are base units as text. */
export type OrderRow = {
  readonly id: string;
  readonly trader_id: string;
  readonly key: string;
  readonly type: string;
  readonly status: string;
  readonly final: boolean;
  readonly token_in: string;
  readonly token_out: string;
  readonly amount_in: string;
  readonly min_out: string;
};
/** A transaction that the chain executed. */
export type LandedRow = { readonly signature: string; readonly memo: string | null; readonly execution: unknown };
export type FillRow = {
  readonly order_id: string;
  readonly signature: string;
  readonly memo: string;
  readonly amount_in: string;
  readonly amount_out: string;
  readonly token_in: string;
  readonly token_out: string;
};

const orderIdOf = ({ memo }: LandedRow) => memo?.split(':')[0] ?? '';

/** How many transactions of each order the chain executed, by their memos. */
export function executionsByOrder(landed: readonly LandedRow[]): ReadonlyMap<string, number> {
  const executions = new Map<string, number>();
  for (const row of landed)
    if (row.memo !== null) executions.set(orderIdOf(row), (executions.get(orderIdOf(row)) ?? 0) + 1);
  return executions;
}

export function lostOf(journal: readonly JournalEntry[], orders: readonly OrderRow[]): string[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return journal.flatMap((entry) =>
    [...entry.acknowledged].flatMap((id) => {
      const { request } = entry;
      const order = byId.get(id);
      const kept =
        order?.key === request.idempotencyKey &&
        order.type === (request.type ?? 'market') &&
        amountsOf(entry).includes(order.amount_in) &&
        order.token_in === findToken(request.tokenIn)?.mint &&
        order.token_out === findToken(request.tokenOut)?.mint;
      return kept ? [] : [`${id} was acknowledged for the key ${request.idempotencyKey}`];
    }),
  );
}

/** Orders that had not ended when the faults were over, and those that have not ended now. */
export function openOf(orders: readonly OrderRow[], stuck: readonly string[]): string[] {
  const open = orders.filter(({ final }) => !final).map(({ id, status }) => `${id} is ${status}`);
  return [...open, ...stuck.map((one) => `${one} when all faults were over`)];
}

export function doubleOf(journal: readonly JournalEntry[], landed: readonly LandedRow[]): string[] {
  return [
    ...[...executionsByOrder(landed)]
      .filter(([, times]) => times > 1)
      .map(([orderId, times]) => `${orderId} executed ${times} times`),
    ...journal
      .filter(({ acknowledged }) => acknowledged.size > 1)
      .map(
        ({ request, acknowledged }) => `the key ${request.idempotencyKey} became ${[...acknowledged].join(' and ')}`,
      ),
  ];
}

export function cancelledButExecutedOf(
  journal: readonly JournalEntry[],
  orders: readonly OrderRow[],
  landed: readonly LandedRow[],
): string[] {
  const ended = new Map([
    ...orders
      .filter(({ status }) => status === 'cancelled' || status === 'expired')
      .map(({ id, status }) => [id, status] as const),
    ...journal.flatMap((entry) =>
      entry.cancelled === 'cancelled'
        ? [...entry.acknowledged].map((id) => [id, 'answered as cancelled'] as const)
        : [],
    ),
  ]);
  return landed.flatMap((row) => {
    const how = ended.get(orderIdOf(row));
    return how === undefined ? [] : [`${orderIdOf(row)} is ${how}, and ${row.signature} executed it`];
  });
}

export function orphansOf(landed: readonly LandedRow[], fills: readonly FillRow[]): string[] {
  const known = new Set(fills.map(({ signature, memo }) => `${signature} ${memo}`));
  return landed
    .filter(({ signature, memo }) => !known.has(`${signature} ${memo}`))
    .map(({ signature, memo }) => `${signature} executed for ${memo} is no fill`);
}

export function phantomsOf(landed: readonly LandedRow[], fills: readonly FillRow[]): string[] {
  const bySignature = new Map(landed.map((row) => [row.signature, row]));
  return fills.flatMap((fill) => {
    const row = bySignature.get(fill.signature);
    if (row === undefined) return [`the fill of ${fill.order_id} is not on the chain`];
    const { amountIn, amountOut } = executionTotals({
      legs: execution.parse(row.execution).legs,
      mintIn: fill.token_in as Mint,
      mintOut: fill.token_out as Mint,
    });
    const same = amountIn.toString() === fill.amount_in && amountOut.toString() === fill.amount_out;
    return same ? [] : [`the fill of ${fill.order_id} says ${fill.amount_out}, the chain ${amountOut}`];
  });
}
