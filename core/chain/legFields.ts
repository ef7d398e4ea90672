import { z } from 'zod';
import { baseUnitsText } from '../amounts/baseUnitsText.ts';

/**
 * The fields of a leg on the wire and in storage, quoted or executed. Amounts are base units. A fee in `mintIn` is contained in `amountIn`; a fee
 * in `mintOut` is already deducted from `amountOut`.
 */
export const legFields = {
  venue: z.string(),
  pool: z.string(),
  mintIn: z.string(),
  mintOut: z.string(),
  amountIn: baseUnitsText,
  amountOut: baseUnitsText,
  fee: baseUnitsText,
  /** The token of the fee; missing in legs of earlier versions, where it is `mintIn`. */
  feeMint: z.string().optional(),
} as const;
