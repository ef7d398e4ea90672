/** First eight bytes of the data of an instruction called `swap`, in every program that is written with Anchor. */
export const ANCHOR_SWAP = [248, 198, 158, 145, 225, 117, 135, 200] as const;

/** Length of a swap's data with an eight-byte discriminator, the input and the minimum output (little-endian u64). */
export const SWAP_DATA_BYTES = 24;
export const SWAP_AMOUNT_IN_AT = 8;
export const SWAP_MIN_OUT_AT = 16;
/** The same for a PoolProgram. */
export const SWAP_AMOUNTS_AT = { amountInAt: SWAP_AMOUNT_IN_AT, minOutAt: SWAP_MIN_OUT_AT } as const;

/** The data of such a swap. Amounts are base units. */
export function swapData(
  discriminator: readonly number[],
  leg: { readonly amountIn: bigint; readonly minOut: bigint },
): Uint8Array {
  const data = new Uint8Array(SWAP_DATA_BYTES);
  data.set(discriminator, 0);
  const view = new DataView(data.buffer);
  view.setBigUint64(SWAP_AMOUNT_IN_AT, leg.amountIn, true);
  view.setBigUint64(SWAP_MIN_OUT_AT, leg.minOut, true);
  return data;
}
