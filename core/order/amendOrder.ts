import { z } from 'zod';
import { oco } from './kinds/oco.ts';
import { orderKind } from './kinds/orderKinds.ts';
import { positiveBaseUnits } from './kinds/requestFields.ts';
import { RESTING_VALIDITY, triggerSlippageBps } from './kinds/restingFields.ts';
import { stop } from './kinds/stop.ts';
import { takeProfit } from './kinds/takeProfit.ts';
import { trailingStop } from './kinds/trailingStop.ts';
import type { OrderTerms } from './orderView.ts';
import { orderView } from './orderView.ts';
import { type PlaceOrder, placeOrderInput } from './placeOrder.ts';

const { longestSeconds } = RESTING_VALIDITY;

/** The terms that an amendment can change. An order has those of its kind's fields and the common ones. */
export const amendableFields = {
  amountIn: positiveBaseUnits.optional(),
  minOut: positiveBaseUnits.optional().meta({ description: 'The least to receive, base units as a decimal string.' }),
  stopPrice: stop.fields.stopPrice.optional(),
  takeProfitPrice: takeProfit.fields.takeProfitPrice.optional(),
  trailBps: trailingStop.fields.trailBps.optional(),
  maxSlippageBps: triggerSlippageBps.meta({
    description:
      'Of a `stop`, `takeProfit` or `trailingStop`: how far below the quote at the trigger the outcome may be.',
  }),
  stopSlippageBps: oco.fields.stopSlippageBps,
  takeProfitSlippageBps: oco.fields.takeProfitSlippageBps,
  validForSeconds: z
    .int({ error: 'must be a whole number of seconds' })
    .min(1, { error: 'must be at least 1' })
    .max(longestSeconds, { error: `must be at most ${longestSeconds}` })
    .optional()
    .meta({ description: 'The order expires this many seconds from now; at the same time as before when absent.' }),
};

const amendment = z.strictObject(amendableFields);
/** Changes to the terms of an order; an absent one leaves its term as it is. */
export type OrderChanges = z.output<typeof amendment>;

/** The version of the terms that an amendment replaces. */
export const amendedVersion = z.int({ error: 'must be a whole number' }).min(1, { error: 'must be at least 1' }).meta({
  description: '`version` of the order that you saw. If the order was amended since, the amendment is refused.',
});

/** The answer to an amendment. */
export const amendAnswer = z.object({ order: orderView });
export type AmendAnswer = z.infer<typeof amendAnswer>;

/** The fields of these changes that an order of the kind does not have. */
export function foreignFields(type: OrderTerms['type'], changes: OrderChanges): string[] {
  const { fields } = orderKind(type);
  return Object.keys(changes).filter((name) => name !== 'amountIn' && name !== 'validForSeconds' && !(name in fields));
}

/**
 * The request for an order with the present terms and the changes, as if it were placed now. Its idempotency key has no meaning, and it names a validity
 * only if the changes do. Throws ZodError when the order's kind has no such field.
 */
export function amendedRequest(order: OrderTerms, changes: OrderChanges): PlaceOrder {
  const { type, tokenIn, tokenOut, amountIn } = order;
  const { fields } = orderKind(type);
  const own = Object.entries(ownFields(order)).filter(([name, value]) => name in fields && value !== undefined);
  const changed: unknown = JSON.parse(
    JSON.stringify(changes, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  );
  return placeOrderInput.parse({
    ...{ type, tokenIn, tokenOut, amountIn, idempotencyKey: 'amendment' },
    ...Object.fromEntries(own),
    ...(changed as object),
  });
}

/** Every field that a kind that rests may have, read from the terms; undefined where they have none. */
function ownFields({ trigger, requestedMinOut }: OrderTerms): Readonly<Record<string, unknown>> {
  const { source, confirmSlots, stop, takeProfit, trail } = trigger ?? {};
  return {
    minOut: requestedMinOut ?? undefined,
    source,
    confirmSlots,
    stopPrice: stop?.rate,
    takeProfitPrice: takeProfit?.rate,
    trailBps: trail?.bps,
    maxSlippageBps: (stop ?? takeProfit ?? trail)?.maxSlippageBps,
    stopSlippageBps: stop?.maxSlippageBps,
    takeProfitSlippageBps: takeProfit?.maxSlippageBps,
  };
}
