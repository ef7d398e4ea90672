/** 100 % in basis points. */
const BPS = 10_000n;

/** The widest slippage that an order may allow, in basis points. */
export const MAX_SLIPPAGE_BPS = 5_000;

/**
 * The minimum output of an order, fixed at acceptance: the trader's own `minOut` when given, else the quote less the slippage, rounded down. Base
 * units of the output token; at least 1, since no venue executes a swap with zero output.
 */
export function boundOf(opts: { quotedOut: bigint; slippageBps: number; minOut?: bigint | undefined }): bigint {
  if (opts.minOut !== undefined) return opts.minOut;
  const bound = (opts.quotedOut * (BPS - BigInt(opts.slippageBps))) / BPS;
  return bound > 0n ? bound : 1n;
}
