import { z } from 'zod';
import { boundOf } from './bound.ts';
import { endsAtOnce } from './endsAtOnce.ts';
import { defineOrderKind } from './orderKind.ts';
import { positiveBaseUnits, slippageBps } from './requestFields.ts';

/** A market order: executed at once at the best price of the market, at or above the bound, or not at all. */
export const market = defineOrderKind({
  name: 'market',
  description: 'Executed at once at the best price of the market, at or above its bound, or not at all.',
  // Optional, because clients of versions with only one kind do not send it.
  type: z
    .literal('market')
    .optional()
    .transform(() => 'market' as const)
    .meta({ description: '`market` when absent.' }),
  fields: {
    slippageBps: slippageBps.meta({
      description: 'How far below the quote of this moment the outcome may be, in hundredths of a percent.',
    }),
    minOut: positiveBaseUnits.optional().meta({
      description:
        'The least to receive, base units as a decimal string; when absent, the quote of this moment less `slippageBps`.',
    }),
  },
  rests: false,
  validity: { usualSeconds: 120, longestSeconds: 3_600 },
  bound(order, quotedOut) {
    if (quotedOut === undefined) return order.minOut;
    return boundOf({ quotedOut, slippageBps: order.slippageBps, minOut: order.minOut });
  },
  trigger: () => null,
  afterMiss: (code) => (endsAtOnce(code) ? 'end' : 'next attempt'),
});
