import type { Sql } from 'postgres';
import { shownFailure } from '../core/order/failure.ts';
import type { OrderStatus } from '../core/order/lifecycle.ts';
import type { OrderEventView } from '../core/order/orderView.ts';
import { type StoredEvent, type StoredTerms, upcast } from '../core/order/storedEvent.ts';

/** The columns read of an event. */
export type EventRow = {
  order_id: string;
  seq: number;
  trader_id: string;
  trader_seq: string;
  status: OrderStatus;
  attempt: number;
  at: Date;
  data: unknown;
  terms: StoredTerms | null;
};

/** The columns of an EventRow, for a select from `engine.order_events e`. The terms are read only for first events of version 0, which lack them. */
export function eventColumns(sql: Sql) {
  return sql`
    e.order_id, e.seq, e.trader_id, e.trader_seq, e.status, e.attempt, e.at, e.data,
    case when e.seq = 1 and not e.data ? 'version' then (
      select jsonb_build_object(
               'type', o.type, 'tokenIn', o.token_in, 'tokenOut', o.token_out, 'amountIn', o.amount_in::text, 'slippageBps', o.slippage_bps,
               'requestedMinOut', o.requested_min_out::text, 'minOut', o.min_out::text, 'quotedOut', o.quoted_out::text,
               'quoteSlot', o.quote_slot, 'trigger', null, 'exit', null, 'entryOrderId', null, 'termsVersion', 1,
               'validForMs', (floor(extract(epoch from o.valid_until) * 1000) - floor(extract(epoch from o.accepted_at) * 1000))::bigint)
        from engine.orders o where o.id = e.order_id
    ) end as terms`;
}

/** An event as its trader sees it. */
export function eventViewOf(row: EventRow): OrderEventView {
  const base = {
    orderId: row.order_id,
    seq: row.seq,
    traderSeq: row.trader_seq,
    attempt: row.attempt,
    at: row.at.toISOString(),
  };
  return { ...base, ...shownOf(upcast(row), row.at) };
}

/** Status and data of an event in the form for the wire: with times derived from the row's, and a sentence for each code. */
function shownOf(event: StoredEvent, at: Date) {
  const after = (ms: number) => new Date(at.getTime() + ms).toISOString();
  switch (event.status) {
    case 'pending': {
      const { version: _, validForMs, termsVersion, missed, delayMs, ...terms } = event.data;
      return {
        status: event.status,
        data: {
          ...terms,
          validUntil: after(validForMs),
          version: termsVersion,
          missed: missed === null ? null : shownFailure(missed, { goesOn: true }),
          nextRunAt: delayMs > 0 ? after(delayMs) : null,
        },
      };
    }
    case 'routing': {
      const { retry, fired } = event.data;
      if (retry === null) return { status: event.status, data: { retry, fired } };
      const { failure, quotes, delayMs } = retry;
      const nextRunAt = delayMs > 0 ? after(delayMs) : null;
      return {
        status: event.status,
        data: { retry: { failure: shownFailure(failure, { goesOn: true }), quotes, nextRunAt }, fired },
      };
    }
    case 'building': {
      const { version: _, ...data } = event.data;
      return { status: event.status, data };
    }
    case 'submitted': {
      const { version: _, ...data } = event.data;
      return { status: event.status, data };
    }
    case 'confirmed': {
      const { fill, exitOrderId } = event.data;
      return { status: event.status, data: { fill: { ...fill, settledAt: at.toISOString() }, exitOrderId } };
    }
    case 'failed': {
      const { failure, quotes } = event.data;
      return { status: event.status, data: { failure: shownFailure(failure, { goesOn: false }), quotes } };
    }
    case 'cancelled':
      return { status: event.status, data: {} as Record<string, never> };
    case 'expired': {
      const { missed } = event.data;
      return {
        status: event.status,
        data: { missed: missed === null ? null : shownFailure(missed, { goesOn: false }) },
      };
    }
  }
}
