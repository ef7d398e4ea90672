import { z } from 'zod';

const U128_DIGITS = 39;

/** A u128 as decimal text. */
export const u128Text = z
  .string()
  .max(U128_DIGITS)
  .regex(/^(0|[1-9]\d*)$/);

/** An i128 as decimal text. */
export const i128Text = z
  .string()
  .max(U128_DIGITS + 1)
  .regex(/^(0|-?[1-9]\d*)$/);
