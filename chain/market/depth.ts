import { z } from 'zod';

/** An amount of whole USDC at reference prices. */
export const wholeUsdc = z
  .string()
  .regex(/^[1-9][0-9]{0,12}$/, { error: 'must be whole USDC as a decimal text' })
  .transform((text) => BigInt(text));

/**
 * The positions of a concentrated pool, with the total value `total`. Reaches are in ticks (0.01 %) to each side; the widest should exceed the
 * range of the fair price (2.3 % for a token in USDC, 4.8 % for a cross), and leave room for trades.
 */
export const concentratedDepth = z.strictObject({
  total: wholeUsdc,
  shapes: z
    .array(z.strictObject({ reach: z.int().min(1).max(20_000), weight: z.int().min(1).max(1_000) }))
    .min(1)
    .max(20),
});
export type ConcentratedDepth = z.output<typeof concentratedDepth>;
