import { z } from 'zod';
import { failureView } from './failure.ts';
import { ORDER_STATUSES } from './lifecycle.ts';
import { pageFields } from './pageInput.ts';

const instant = z.iso.datetime();
const signedUnits = z.string().regex(/^-?(0|[1-9][0-9]*)$/);
const units = z.string().regex(/^(0|[1-9][0-9]*)$/);

/** The amount that a step moved on one account of the trader, base units; negative for an outflow. */
const moneyLine = z.object({
  token: z.string(),
  account: z.enum(['available', 'held']),
  amount: signedUnits,
});
export type MoneyLine = z.infer<typeof moneyLine>;

/** One entry of the activity: a step of an order, or a deposit, with the money that it moved (none for most steps). */
const activityItem = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('step'),
    at: instant,
    orderId: z.string(),
    /** Within the order: 1, 2, 3 … */
    seq: z.number().int(),
    status: z.enum(ORDER_STATUSES),
    attempt: z.number().int(),
    tokenIn: z.string(),
    tokenOut: z.string(),
    /** By the order's terms at that time. */
    amountIn: units,
    /** The result of the execution; only in a confirmed step. */
    amountOut: units.nullable(),
    /** Why the order failed, or why the attempt before this one did. A later `pending` without one is an amendment. */
    failure: failureView.nullable(),
    lines: z.array(moneyLine),
  }),
  z.object({ kind: z.literal('deposit'), at: instant, depositId: z.string(), lines: z.array(moneyLine) }),
]);
export type ActivityItem = z.infer<typeof activityItem>;

/** The input of `account.activity`. */
export const activityInput = z.strictObject(pageFields).prefault({});

/** A page of activity, newest first. */
export const activityPage = z.object({ items: z.array(activityItem), nextCursor: z.string().nullable() });
export type ActivityPage = z.infer<typeof activityPage>;
