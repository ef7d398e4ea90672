import { z } from 'zod';
import { parseBaseUnits } from '../amounts/baseUnits.ts';
import { findToken, type Mint } from '../tokens/token.ts';
import { MAX_SLIPPAGE_BPS } from './bound.ts';

/** Seconds that an order stays valid when the client doesn't say. */
export const DEFAULT_VALID_FOR_SECONDS = 120;
/** The longest that a market order may stay valid, in seconds. */
const MAX_VALID_FOR_SECONDS = 3_600;
/** The longest idempotency key, in characters. */
const MAX_IDEMPOTENCY_KEY_LENGTH = 128;

/** A positive amount of base units as a decimal string; parsed to bigint. */
export const positiveBaseUnits = z
  .string({ error: 'must be a decimal string of base units' })
  .transform((text, ctx): bigint => {
    const value = parseBaseUnits(text);
    if (value === undefined || value === 0n) {
      ctx.addIssue({
        code: 'custom',
        message: 'must be a whole number of base units from 1 to 18446744073709551615, as a decimal string',
      });
      return z.NEVER;
    }
    return value;
  });

/** A listed token, named by its mint or its symbol; parsed to the mint. */
export const listedMint = z
  .string({ error: 'must name a token by its mint or symbol' })
  .transform((text, ctx): Mint => {
    const token = findToken(text);
    if (token === undefined) {
      ctx.addIssue({ code: 'custom', message: 'is not a listed token' });
      return z.NEVER;
    }
    return token.mint;
  });

/** The body of `orders.place`. */
export const placeOrderInput = z
  .strictObject({
    type: z.literal('market', { error: "must be 'market'" }),
    tokenIn: listedMint,
    tokenOut: listedMint,
    amountIn: positiveBaseUnits,
    slippageBps: z
      .int({ error: 'must be a whole number of basis points' })
      .min(0, { error: 'must be at least 0' })
      .max(MAX_SLIPPAGE_BPS, { error: `must be at most ${MAX_SLIPPAGE_BPS}` }),
    minOut: positiveBaseUnits.optional(),
    validForSeconds: z
      .int({ error: 'must be a whole number of seconds' })
      .min(1, { error: 'must be at least 1' })
      .max(MAX_VALID_FOR_SECONDS, { error: `must be at most ${MAX_VALID_FOR_SECONDS}` })
      .optional(),
    idempotencyKey: z
      .string({ error: 'must be a string' })
      .min(1, { error: 'must not be empty' })
      .max(MAX_IDEMPOTENCY_KEY_LENGTH, { error: `must be at most ${MAX_IDEMPOTENCY_KEY_LENGTH} characters` })
      .regex(/^[\x21-\x7e]+$/, { error: 'must be printable ASCII without spaces' }),
  })
  .refine((order) => order.tokenIn !== order.tokenOut, {
    path: ['tokenOut'],
    error: 'must differ from tokenIn',
    params: { errorCode: 'SAME_TOKEN' },
  });

/** What a client sends. */
export type PlaceOrderRequest = z.input<typeof placeOrderInput>;
/** What the engine works with. */
export type PlaceOrder = z.output<typeof placeOrderInput>;

/** What was asked, in one canonical text, over the fields that the client sent: equal texts are the same request under one idempotency key. */
export function requestFingerprint(order: PlaceOrder): string {
  return JSON.stringify([
    order.type,
    order.tokenIn,
    order.tokenOut,
    order.amountIn.toString(),
    order.slippageBps,
    order.minOut?.toString() ?? null,
    order.validForSeconds ?? null,
  ]);
}
