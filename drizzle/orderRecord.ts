import { sql } from 'drizzle-orm';
import { acceptedOrder } from '../core/order/applyEvent.ts';
import { shownFailure } from '../core/order/failure.ts';
import type { OrderStatus } from '../core/order/lifecycle.ts';
import { shownTerms } from '../core/order/orderTerms.ts';
import type { FillView, OrderView, SubmissionView } from '../core/order/orderView.ts';
import { fills, orders, type submissions } from './schema.ts';

type OrderRow = typeof orders.$inferSelect;
type FillRow = typeof fills.$inferSelect;

/** A step as JSON of Postgres: status, attempt, instant, and the back-off that it begins with, milliseconds. */
type StepTuple = readonly [status: OrderStatus, attempt: number, at: string, delayMs: number | null];

/** The data read of an order: its row, its execution if any, and its steps in order. */
export type OrderRecord = {
  readonly order: OrderRow;
  readonly fill: FillRow | null;
  readonly steps: readonly StepTuple[] | null;
};

/** The columns of an OrderRecord, for a select from `orders` left joined with `fills`. */
export const ORDER_RECORD = {
  order: orders,
  fill: fills,
  steps: sql<readonly StepTuple[] | null>`(
    select json_agg(json_build_array(e.status, e.attempt, e.at, case e.status when 'routing' then e.data #> '{retry,delayMs}' when 'pending' then e.data -> 'delayMs' end) order by e.seq)
      from engine.order_events e where e.order_id = ${orders.id})`,
};

/** An order as its trader sees it, from its record; equals the result of applying all its events (core/order/applyEvent.ts). */
export function orderViewOf({ order, fill, steps }: OrderRecord): OrderView {
  return {
    ...acceptedOrder({ orderId: order.id, acceptedAt: order.acceptedAt.toISOString(), terms: shownTerms(order) }),
    seq: order.eventSeq,
    status: order.status as OrderStatus,
    attempt: order.attempt,
    finalAt: order.finalAt?.toISOString() ?? null,
    nextRunAt: nextRunAt(steps?.at(-1)),
    signature: order.signature,
    fill: fill === null ? null : fillViewOf(fill),
    fired: order.fired,
    exitOrderId: order.exitOrderId,
    failure: order.failure === null ? null : shownFailure(order.failure, { goesOn: false }),
    steps: (steps ?? []).map(([status, attempt, at]) => ({ status, attempt, at: new Date(at).toISOString() })),
  };
}

function nextRunAt(last: StepTuple | undefined): string | null {
  const [, , at, delayMs] = last ?? [];
  return at === undefined || !delayMs ? null : new Date(Date.parse(at) + delayMs).toISOString();
}

/** An execution in the form for the wire. */
export function fillViewOf(fill: FillRow): FillView {
  return {
    amountIn: fill.amountIn.toString(),
    amountOut: fill.amountOut.toString(),
    legs: fill.legs,
    residues: fill.residues,
    signature: fill.signature,
    slot: fill.slot,
    settledAt: fill.settledAt.toISOString(),
  };
}

/** A submission in the form for the wire: its bytes in base64. */
export function submissionViewOf(row: typeof submissions.$inferSelect): SubmissionView {
  return {
    attempt: row.attempt,
    signature: row.signature,
    transaction: Buffer.from(row.transaction).toString('base64'),
    lastValidBlockHeight: row.lastValidBlockHeight,
    outcome: row.outcome as SubmissionView['outcome'],
    slot: row.slot,
    error: row.error,
    createdAt: row.createdAt.toISOString(),
  };
}
