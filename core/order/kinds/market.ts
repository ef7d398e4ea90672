import { z } from 'zod';
import { boundOf } from './bound.ts';
import { endsAtOnce } from './endsAtOnce.ts';
import { defineOrderKind } from './orderKind.ts';
import { positiveBaseUnits, slippageBps } from './requestFields.ts';

/** Executed at once, at the best that the market gives and not below the bound, or not at all. */
export const market = defineOrderKind({
  name: 'market',
  // Requests from before there were kinds to choose from need not name it.
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
  validity: { usualSeconds: 120, longestSeconds: 3_600 },
  bound(order, quotedOut) {
    if (quotedOut === undefined) return order.minOut;
    return boundOf({ quotedOut, slippageBps: order.slippageBps, minOut: order.minOut });
  },
  afterMiss: (code) => (endsAtOnce(code) ? 'end' : 'next attempt'),
});
