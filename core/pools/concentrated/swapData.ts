import type { SwapReader, SwapTerms } from '../poolProgram.ts';
import { ANCHOR_SWAP, swapData } from '../swapData.ts';

/** The fields after the amounts: the price limit, a u128 (0: none), and 1 for an amount that is the input. */
const PRICE_LIMIT_AT = 24;
const IS_INPUT_AT = 40;

/** The data of a `swap` of an exact input without a price limit, as concentrated liquidity programs read it. Remaining bytes are 0. */
export function exactInputData(swap: SwapTerms, bytes: number): Uint8Array {
  const data = new Uint8Array(bytes);
  data.set(swapData(ANCHOR_SWAP, swap), 0);
  data[IS_INPUT_AT] = 1;
  return data;
}

/** Refuses data with a price limit, or with an exact output. */
export function expectExactInput(reader: Pick<SwapReader, 'u64' | 'byte' | 'refuse'>): void {
  if (reader.u64(PRICE_LIMIT_AT) !== 0n || reader.u64(PRICE_LIMIT_AT + 8) !== 0n) {
    reader.refuse('a swap with a price limit is not taken');
  }
  if (reader.byte(IS_INPUT_AT) !== 1) reader.refuse('only a swap of an exact input is taken');
}
