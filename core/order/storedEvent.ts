import { z } from 'zod';
import { type Failure, failure } from './failure.ts';
import type { OrderStatus } from './lifecycle.ts';
import { buildingView, fillView, orderTerms, type QuotesView, quotesView } from './orderView.ts';
import { firedView } from './trigger/triggerTerms.ts';

/** The current version of stored event data. Data of version 0 names no version. */
export const STORED_VERSION = 1;
const version = z.literal(STORED_VERSION);

const quotes = quotesView.nullable();

/** The terms of an order, without the expiry, which follows from the time of the event. `termsVersion` is the order's `version`. */
const storedTerms = orderTerms.omit({ validUntil: true, version: true }).extend({
  validForMs: z.number().int(),
  termsVersion: z.number().int(),
});
export type StoredTerms = z.infer<typeof storedTerms>;

/**
 * The stored data of an event, by its status: codes and facts. Times are columns of the row; sentences for the trader are looked up when they are
 * shown.
 */
export const storedEvent = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('pending'),
    data: z.strictObject({
      version,
      ...storedTerms.shape,
      /** When the order rests again: why its attempt failed, and how long its trigger waits, milliseconds. */
      missed: failure.nullable(),
      delayMs: z.number().int(),
    }),
  }),
  z.object({
    status: z.literal('routing'),
    data: z.strictObject({
      version,
      /** Why the attempt before this one failed, its quotes if it was routed, and the back-off, milliseconds. */
      retry: z.strictObject({ failure, quotes, delayMs: z.number().int() }).nullable(),
      fired: firedView.nullable(),
    }),
  }),
  z.object({ status: z.literal('building'), data: z.strictObject({ version, ...buildingView.shape }) }),
  z.object({
    status: z.literal('submitted'),
    data: z.strictObject({ version, signature: z.string(), lastValidBlockHeight: z.number().int() }),
  }),
  z.object({
    status: z.literal('confirmed'),
    data: z.strictObject({ version, fill: fillView.omit({ settledAt: true }), exitOrderId: z.string().nullable() }),
  }),
  z.object({ status: z.literal('failed'), data: z.strictObject({ version, failure, quotes }) }),
  z.object({ status: z.literal('cancelled'), data: z.strictObject({ version }) }),
  z.object({ status: z.literal('expired'), data: z.strictObject({ version, missed: failure.nullable() }) }),
]);
export type StoredEvent = z.infer<typeof storedEvent>;

/** Version 0: failures contain their sentence, and the first event lacks the terms. */
type OldData = {
  readonly retry?: { readonly failure: Failure; readonly quotes: QuotesView | null; readonly delayMs: number } | null;
  readonly failure?: Failure;
};

/**
 * Converts a stored event to the current version. `terms` come from the order's row, since events of version 0 lack them. Throws for an unknown
 * version, which a later engine wrote.
 */
export function upcast(row: { status: OrderStatus; data: unknown; terms: StoredTerms | null }): StoredEvent {
  const { status, terms } = row;
  const data = row.data as OldData & { readonly version?: number };
  if (data.version === STORED_VERSION) return { status, data: { ...ADDED[status], ...data } } as StoredEvent;
  if (data.version !== undefined) throw new Error(`an event of version ${data.version} was stored by a later engine`);
  return {
    status,
    data: { ...ADDED[status], ...data, version: STORED_VERSION, ...changed(data, terms) },
  } as StoredEvent;
}

/** What fields that were added since stand for where they are missing. */
const ADDED: Partial<Record<OrderStatus, object>> = {
  pending: { trigger: null, exit: null, entryOrderId: null, termsVersion: 1, missed: null, delayMs: 0 },
  routing: { fired: null },
  confirmed: { exitOrderId: null },
};

function changed({ retry, failure }: OldData, terms: StoredTerms | null): object {
  if (terms !== null) return terms;
  if (failure !== undefined) return { failure: withoutSentence(failure) };
  return retry === undefined || retry === null ? {} : { retry: { ...retry, failure: withoutSentence(retry.failure) } };
}

function withoutSentence({ code, detail }: Failure): Failure {
  return { code, detail };
}
