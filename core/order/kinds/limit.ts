import { z } from 'zod';
import { defineOrderKind } from './orderKind.ts';
import { positiveBaseUnits } from './requestFields.ts';
import { afterRestingMiss, RESTING_VALIDITY } from './restingFields.ts';

/**
 * A limit order: waits until the quote for its whole amount, after fees, reaches its minimum, and is then executed for that or more. Its price is the
 * exact quotient of the two amounts.
 */
export const limit = defineOrderKind({
  name: 'limit',
  description:
    'Waits until the whole amount gets `minOut` after fees, and is then executed for that or more. At a better price than the market’s it is executed at once.',
  type: z.literal('limit'),
  fields: {
    minOut: positiveBaseUnits.meta({ description: 'The least to receive, base units as a decimal string.' }),
  },
  rests: true,
  validity: RESTING_VALIDITY,
  bound: (order) => order.minOut,
  trigger: () => null,
  afterMiss: afterRestingMiss,
});
