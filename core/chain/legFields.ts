import { z } from 'zod';
import { baseUnitsText } from '../amounts/baseUnitsText.ts';

/**
 * What a leg is on the wire and in storage, quoted or executed. Amounts are base units. A fee in `mintIn` is contained in `amountIn`, one in
 * `mintOut` is already taken off `amountOut`.
 */
export const legFields = {
  venue: z.string(),
  pool: z.string(),
  mintIn: z.string(),
  mintOut: z.string(),
  amountIn: baseUnitsText,
  amountOut: baseUnitsText,
  fee: baseUnitsText,
  /** The token of the fee; missing where it is `mintIn`, in legs stored before there were others. */
  feeMint: z.string().optional(),
} as const;
