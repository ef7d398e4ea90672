import type { Mint } from '../tokens/token.ts';
import type { PoolAddress } from './poolBase.ts';
import type { DecodedSwap, SwapReader } from './poolProgram.ts';
import { SWAP_AMOUNT_IN_AT, SWAP_MIN_OUT_AT } from './swapData.ts';

/**
 * The direction of a swap whose accounts have the same order in both directions: it follows from the mint of the receiving account, which the
 * transaction creates.
 */
export function directionByPayout(opts: {
  readonly reader: Pick<SwapReader, 'mintOf' | 'refuse'>;
  readonly listed: { readonly mintX: Mint; readonly mintY: Mint };
  readonly userOut: string;
}): { readonly xForY: boolean } {
  const { reader, listed, userOut } = opts;
  const mintOut = reader.mintOf(userOut);
  if (mintOut !== listed.mintX && mintOut !== listed.mintY) {
    return reader.refuse('the transaction does not create the account that the swap pays into');
  }
  return { xForY: mintOut === listed.mintY };
}

/** The decoded swap of an instruction whose data begins as swapData writes it. `xForY` is its direction. */
export function decodedSwap(opts: {
  readonly reader: Pick<SwapReader, 'u64'>;
  readonly listed: { readonly address: PoolAddress; readonly mintX: Mint; readonly mintY: Mint };
  readonly xForY: boolean;
  readonly userIn: string;
  readonly userOut: string;
  readonly priceAccounts: readonly string[];
}): DecodedSwap {
  const { reader, listed, xForY, userIn, userOut, priceAccounts } = opts;
  const { address: pool, mintX, mintY } = listed;
  return {
    pool,
    mintIn: xForY ? mintX : mintY,
    mintOut: xForY ? mintY : mintX,
    userIn,
    userOut,
    amountIn: reader.u64(SWAP_AMOUNT_IN_AT),
    minOut: reader.u64(SWAP_MIN_OUT_AT),
    priceAccounts,
  };
}
