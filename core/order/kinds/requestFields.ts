import { z } from 'zod';
import { parseBaseUnits } from '../../amounts/baseUnits.ts';
import { findToken, type Mint } from '../../tokens/token.ts';
import { MAX_SLIPPAGE_BPS } from './bound.ts';

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

/** How far the output may be below the quote, basis points. */
export const slippageBps = z
  .int({ error: 'must be a whole number of basis points' })
  .min(0, { error: 'must be at least 0' })
  .max(MAX_SLIPPAGE_BPS, { error: `must be at most ${MAX_SLIPPAGE_BPS}` });
