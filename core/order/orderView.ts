import { z } from 'zod';
import { baseUnitsText } from '../amounts/baseUnitsText.ts';
import { legFields } from '../chain/legFields.ts';
import { routeDecisionJson } from '../routing/routeJsonSchema.ts';
import { failureView } from './failure.ts';
import { ORDER_KINDS } from './kinds/orderKinds.ts';
import { ORDER_STATUSES } from './lifecycle.ts';
import { exitTerms, firedView, triggerTerms } from './trigger/triggerTerms.ts';

const instant = z.iso.datetime();

/** One executed leg as the chain reported it. */
const executedLegView = z.object(legFields);
export type ExecutedLegView = z.infer<typeof executedLegView>;

/** The rest of an intermediate token after an execution, credited to the trader. */
const residueView = z.object({ token: z.string(), amount: baseUnitsText });
export type ResidueView = z.infer<typeof residueView>;

/** The execution of an order: there is at most one. `slot` is the chain's slot in which it landed. */
export const fillView = z.object({
  amountIn: baseUnitsText,
  amountOut: baseUnitsText,
  legs: z.array(executedLegView).min(1),
  residues: z.array(residueView),
  signature: z.string(),
  slot: z.number().int(),
  settledAt: instant,
});
export type FillView = z.infer<typeof fillView>;

/** The venues' quotes of an attempt, and the slot of the pools. */
export const quotesView = z.object({ slot: z.number().int(), decision: routeDecisionJson });
export type QuotesView = z.infer<typeof quotesView>;

/** Why the engine makes another attempt, and until when it waits before that; with quotes when routing failed because the price was below the bound. */
const retryView = z.object({
  failure: failureView,
  nextRunAt: instant.nullable(),
  quotes: quotesView.nullable(),
});

const eventBase = {
  orderId: z.string(),
  /** 1, 2, 3 … within the order. */
  seq: z.number().int(),
  /** 1, 2, 3 … within the trader, as a decimal string: the cursor of `orders.onUpdate`. */
  traderSeq: z.string(),
  /** The attempt that the step belongs to; 0 before the first. */
  attempt: z.number().int(),
  at: instant,
};

/**
 * The route of an attempt. `usdcValue` is the value of the input at the mid price of the same pools, micro-USDC: the mark that values a fill of
 * the attempt. It is missing when no pool gave a price, and in events of versions that did not record it.
 */
export const buildingView = quotesView.extend({ usdcValue: baseUnitsText.optional() });
export type BuildingView = z.infer<typeof buildingView>;

/** The terms of the order: fixed when it was accepted, or by the last amendment. */
const termsFields = {
  type: z.enum(ORDER_KINDS.map(({ name }) => name)),
  tokenIn: z.string(),
  tokenOut: z.string(),
  amountIn: baseUnitsText,
  /** How far the output may be below the quote, basis points; null for an order kind without slippage. */
  slippageBps: z.number().int().nullable(),
  /** The minimum output that the trader requested, if any. */
  requestedMinOut: baseUnitsText.nullable(),
  /** The bound: the order is not executed for less. Fixed at acceptance; for an order with a trigger, when that fires (at least `requestedMinOut`). */
  minOut: baseUnitsText,
  /** The server's quote at acceptance and the slot it was taken at; null when the trader gave minOut and there was no quote. */
  quotedOut: baseUnitsText.nullable(),
  quoteSlot: z.number().int().nullable(),
  validUntil: instant,
  /** What the order waits for beside its minimum; null for a market or limit order. */
  trigger: triggerTerms.nullable(),
  /** The exit that its execution arms; only of a bracket. */
  exit: exitTerms.nullable(),
  /** The bracket whose execution armed this order. */
  entryOrderId: z.string().nullable(),
  /** 1 at acceptance; each amendment raises it. */
  version: z.number().int(),
};
export const orderTerms = z.object(termsFields);
export type OrderTerms = z.infer<typeof orderTerms>;

/**
 * One committed step of an order. The first one carries the terms, so that the events alone determine the order. A later `pending` carries the terms again,
 * after an amendment, or when the order rests again: `missed` says why its attempt failed. A `routing` that a trigger caused carries the evidence.
 */
export const orderEventView = z.discriminatedUnion('status', [
  z.object({
    ...eventBase,
    status: z.literal('pending'),
    data: orderTerms.extend({ missed: failureView.nullable(), nextRunAt: instant.nullable() }),
  }),
  z.object({
    ...eventBase,
    status: z.literal('routing'),
    data: z.object({ retry: retryView.nullable(), fired: firedView.nullable() }),
  }),
  z.object({
    ...eventBase,
    status: z.literal('building'),
    data: buildingView,
  }),
  z.object({
    ...eventBase,
    status: z.literal('submitted'),
    data: z.object({ signature: z.string(), lastValidBlockHeight: z.number().int() }),
  }),
  z.object({
    ...eventBase,
    status: z.literal('confirmed'),
    data: z.object({ fill: fillView, exitOrderId: z.string().nullable() }),
  }),
  z.object({
    ...eventBase,
    status: z.literal('failed'),
    data: z.object({ failure: failureView, quotes: quotesView.nullable() }),
  }),
  z.object({ ...eventBase, status: z.literal('cancelled'), data: z.object({}) }),
  z.object({ ...eventBase, status: z.literal('expired'), data: z.object({ missed: failureView.nullable() }) }),
]);
export type OrderEventView = z.infer<typeof orderEventView>;

/** When an order reached a status, and in which attempt. */
const stepView = z.object({ status: z.enum(ORDER_STATUSES), attempt: z.number().int(), at: instant });
export type StepView = z.infer<typeof stepView>;

/** An order as its trader sees it. */
export const orderView = z.object({
  orderId: z.string(),
  ...termsFields,
  /** The number of the last event that the view includes; an event with a higher number is newer. */
  seq: z.number().int(),
  status: z.enum(ORDER_STATUSES),
  attempt: z.number().int(),
  acceptedAt: instant,
  finalAt: instant.nullable(),
  /** When the back-off before the current attempt ends; set until that attempt has a route. */
  nextRunAt: instant.nullable(),
  /** Signature of the latest submission. */
  signature: z.string().nullable(),
  fill: fillView.nullable(),
  /** The order that its execution armed. */
  exitOrderId: z.string().nullable(),
  failure: failureView.nullable(),
  /** The evidence of the last trigger that fired; null before one has. */
  fired: firedView.nullable(),
  /** Every committed step so far, in order, the first being `pending`. */
  steps: z.array(stepView),
});
export type OrderView = z.infer<typeof orderView>;

/**
 * A page of orders. `total` counts all orders that match the filter, up to 10,000; null on every page but the first. `totalCapped` is true when
 * there are more.
 */
export const orderPage = z.object({
  orders: z.array(orderView),
  nextCursor: z.string().nullable(),
  total: z.number().int().nullable(),
  totalCapped: z.boolean(),
});
export type OrderPage = z.infer<typeof orderPage>;

/** A trader's balance of one token, base units: free to trade, and held by open orders. */
export const balanceView = z.object({ token: z.string(), available: baseUnitsText, held: baseUnitsText });
export type BalanceView = z.infer<typeof balanceView>;

/** A submission: the signed bytes that were committed before they were sent. */
export const submissionView = z.object({
  attempt: z.number().int(),
  signature: z.string(),
  /** Wire bytes, base64. */
  transaction: z.string(),
  lastValidBlockHeight: z.number().int(),
  outcome: z.enum(['live', 'landed', 'failed', 'expired']),
  slot: z.number().int().nullable(),
  error: z.string().nullable(),
  createdAt: instant,
});
export type SubmissionView = z.infer<typeof submissionView>;

/** The order, the submission and, if it landed, the execution of a signature. */
export const signedOrderView = z.object({
  order: orderView,
  submission: submissionView,
  fill: fillView.nullable(),
});
export type SignedOrderView = z.infer<typeof signedOrderView>;
