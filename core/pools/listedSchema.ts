import { isAddress } from '@solana/kit';
import { z } from 'zod';
import { baseUnitsText } from '../amounts/baseUnitsText.ts';
import type { Mint } from '../tokens/token.ts';
import type { PoolAddress } from './poolBase.ts';

/** An account's address: 32 bytes in base58. */
const isAccount = (text: string): boolean => isAddress(text);
export const accountAddress = z.string().refine(isAccount, { error: 'must be an address: 32 bytes in base58' });

export const mintAddress = accountAddress.transform((text) => text as Mint);

/** The fields of every kind's listing. */
export const listedBase = {
  address: accountAddress.transform((text) => text as PoolAddress),
  /** `SOL/USDC`. */
  pair: z.string().max(25),
  mintX: mintAddress,
  mintY: mintAddress,
};

/** A rate in parts of `whole`, as text: below the whole. */
export const rateText = (whole: number) =>
  baseUnitsText.refine((text) => BigInt(text) < BigInt(whole), { error: `must be below ${whole}` });

/** A number of basis points, seconds, ticks or parts, as the programs keep them in 16 or 32 bits. */
export const u16 = z.int().min(0).max(65_535);
export const u32 = z.int().min(0).max(4_294_967_295);
