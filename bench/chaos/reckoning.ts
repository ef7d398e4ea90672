import type { Sql } from 'postgres';
import { execution } from '../../core/chain/chainApi.ts';
import { executionTotals } from '../../core/chain/execution.ts';
// The campaign's chain is new, so the usual listing has all symbols of the clicks.
import '../../core/testing/usualListing.ts';
import { findToken, type Mint } from '../../core/tokens/token.ts';
import type { JournalEntry } from './clickers.ts';

/** The violation counters, with a few examples of violations. */
export type Reckoning = {
  /** Acknowledged orders that the engine does not have, or has with other terms. */
  readonly LOST: number;
  /** Orders that are not final. */
  readonly OPEN: number;
  /** Orders with more than one executed transaction, by the memos on the chain, and keys that became two orders. */
  readonly DOUBLE: number;
  /** Executed transactions that belong to no order's fill. */
  readonly ORPHAN: number;
  /** Fills that the chain did not execute, or executed with other amounts. */
  readonly PHANTOM: number;
  /** Executed transactions of orders that are cancelled, or whose trader was answered so. */
  readonly CANCELLED: number;
  /** Rows of engine.audit. */
  readonly AUDIT: number;
  readonly examples: readonly string[];
};

export type Ends = {
  readonly accepted: number;
  readonly confirmed: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly expired: number;
  /** The failed orders by their code. */
  readonly failures: Readonly<Record<string, number>>;
};

type OrderRow = {
  id: string;
  key: string;
  status: string;
  final: boolean;
  token_in: string;
  token_out: string;
  amount_in: string;
};
type LandedRow = { signature: string; memo: string | null; execution: unknown };
type FillRow = {
  order_id: string;
  signature: string;
  memo: string;
  amount_in: string;
  amount_out: string;
  token_in: string;
  token_out: string;
};

/** Compares the clients' journal, the engine's tables and the chain's. */
export async function reckon(opts: {
  owner: Sql;
  journal: readonly JournalEntry[];
}): Promise<{ reckoning: Reckoning; ends: Ends }> {
  const { owner, journal } = opts;
  const orders = await owner<OrderRow[]>`
    select id, idempotency_key as key, status, final_at is not null as final, token_in, token_out, amount_in::text as amount_in from engine.orders`;
  const landed = await owner<LandedRow[]>`select signature, memo, execution from chain.transactions where err is null`;
  const fills = await owner<FillRow[]>`
    select f.order_id, f.signature, f.order_id || ':' || coalesce(u.attempt::text, '?') as memo, f.amount_in::text as amount_in,
           f.amount_out::text as amount_out, o.token_in, o.token_out
      from engine.fills f join engine.orders o on o.id = f.order_id left join engine.submissions u on u.signature = f.signature`;
  const failures = await owner<{ code: string; n: number }[]>`
    select failure ->> 'code' as code, count(*)::int as n from engine.orders where status = 'failed' group by 1 order by 2 desc`;
  const audit = await owner<{ rule: string; subject: string }[]>`select rule, subject, detail from engine.audit`;

  const found = {
    LOST: lostOf(journal, orders),
    OPEN: orders.filter(({ final }) => !final).map(({ id, status }) => `${id} is ${status}`),
    DOUBLE: doubleOf(journal, landed),
    ORPHAN: orphansOf(landed, fills),
    PHANTOM: phantomsOf(landed, fills),
    CANCELLED: cancelledOf(journal, orders, landed),
    AUDIT: audit.map((row) => JSON.stringify(row)),
  };
  const count = (status: string) => orders.filter((order) => order.status === status).length;
  return {
    reckoning: {
      LOST: found.LOST.length,
      OPEN: found.OPEN.length,
      DOUBLE: found.DOUBLE.length,
      ORPHAN: found.ORPHAN.length,
      PHANTOM: found.PHANTOM.length,
      CANCELLED: found.CANCELLED.length,
      AUDIT: found.AUDIT.length,
      examples: Object.entries(found).flatMap(([capital, all]) => all.slice(0, 3).map((one) => `${capital}: ${one}`)),
    },
    ends: {
      accepted: orders.length,
      confirmed: count('confirmed'),
      failed: count('failed'),
      cancelled: count('cancelled'),
      expired: count('expired'),
      failures: Object.fromEntries(failures.map(({ code, n }) => [code, n])),
    },
  };
}

function lostOf(journal: readonly JournalEntry[], orders: readonly OrderRow[]): string[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return journal.flatMap(({ request, acknowledged }) =>
    [...acknowledged].flatMap((id) => {
      const order = byId.get(id);
      const kept =
        order?.key === request.idempotencyKey &&
        order.amount_in === request.amountIn &&
        order.token_in === findToken(request.tokenIn)?.mint &&
        order.token_out === findToken(request.tokenOut)?.mint;
      return kept ? [] : [`${id} was acknowledged for the key ${request.idempotencyKey}`];
    }),
  );
}

function doubleOf(journal: readonly JournalEntry[], landed: readonly LandedRow[]): string[] {
  const executions = new Map<string, number>();
  for (const { memo } of landed) {
    const orderId = memo?.split(':')[0];
    if (orderId !== undefined) executions.set(orderId, (executions.get(orderId) ?? 0) + 1);
  }
  return [
    ...[...executions].filter(([, times]) => times > 1).map(([orderId, times]) => `${orderId} executed ${times} times`),
    ...journal
      .filter(({ acknowledged }) => acknowledged.size > 1)
      .map(
        ({ request, acknowledged }) => `the key ${request.idempotencyKey} became ${[...acknowledged].join(' and ')}`,
      ),
  ];
}

function cancelledOf(
  journal: readonly JournalEntry[],
  orders: readonly OrderRow[],
  landed: readonly LandedRow[],
): string[] {
  const cancelled = new Set([
    ...orders.filter(({ status }) => status === 'cancelled').map(({ id }) => id),
    ...journal.flatMap((entry) => (entry.cancelled === 'cancelled' ? [...entry.acknowledged] : [])),
  ]);
  return landed.flatMap(({ memo, signature }) => {
    const orderId = memo?.split(':')[0] ?? '';
    return cancelled.has(orderId) ? [`${orderId} is cancelled, and ${signature} executed it`] : [];
  });
}

function orphansOf(landed: readonly LandedRow[], fills: readonly FillRow[]): string[] {
  const known = new Set(fills.map(({ signature, memo }) => `${signature} ${memo}`));
  return landed
    .filter(({ signature, memo }) => !known.has(`${signature} ${memo}`))
    .map(({ signature, memo }) => `${signature} executed for ${memo} is no fill`);
}

function phantomsOf(landed: readonly LandedRow[], fills: readonly FillRow[]): string[] {
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
