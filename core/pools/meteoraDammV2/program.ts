import { address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { decodedSwap, directionByPayout } from '../decodedSwap.ts';
import { accountAddress, listedBase, rateText, u16, u32 } from '../listedSchema.ts';
import type { PoolProgram } from '../poolProgram.ts';
import { ANCHOR_SWAP, SWAP_AMOUNTS_AT, SWAP_DATA_BYTES, swapData } from '../swapData.ts';
import { u128Text } from '../u128Text.ts';
import { DAMM_AUTHORITY, DAMM_EVENT_AUTHORITY, DAMM_PROGRAM, DAMM_SWAP_ACCOUNTS } from './dammAccounts.ts';
import { DAMM_FEE_DENOMINATOR } from './dammFee.ts';
import { meteoraDammV2 } from './kind.ts';
import type { DammV2State, ListedDammV2Pool, MeteoraDammV2Pool } from './pool.ts';

/** The program's MIN_SQRT_PRICE and MAX_SQRT_PRICE. */
const [MIN_SQRT_PRICE, MAX_SQRT_PRICE] = [4_295_048_016n, 79_226_673_521_066_979_257_578_248_091n];

const seconds = z.int().min(0);
const fit = (text: string) => BigInt(text) >= MIN_SQRT_PRICE && BigInt(text) <= MAX_SQRT_PRICE;
const priceText = u128Text.refine(fit, { error: 'must be a √price of the program' });

const listedSchema = z.strictObject({
  ...listedBase,
  kind: z.literal('meteora-damm-v2'),
  sqrtMinPrice: priceText,
  sqrtMaxPrice: priceText,
  baseFee: rateText(Number(DAMM_FEE_DENOMINATOR)),
  protocolFeePercent: z.int().min(0).max(100),
  collectFeeMode: z.literal([0, 1]),
  feeVersion: z.literal([0, 1]),
  activationPoint: seconds,
  dynamicFee: z
    .strictObject({
      filterPeriod: u16,
      decayPeriod: u16,
      reductionFactor: u16.max(10_000),
      variableFeeControl: u32,
      maxVolatilityAccumulator: u32,
    })
    .nullable(),
  accounts: z.strictObject({ vaultX: accountAddress, vaultY: accountAddress }),
});

const stateSchema = z.strictObject({
  kind: z.literal('meteora-damm-v2'),
  pool: z.string(),
  enabled: z.boolean(),
  sqrtPrice: u128Text,
  liquidity: u128Text,
  volatility: z
    .strictObject({ accumulator: u32, reference: u32, sqrtPriceReference: u128Text, lastUpdateTimestamp: seconds })
    .nullable(),
});

/** Meteora DAMM v2 by `swap`, which takes an exact input as `swap2` does in that mode. Token A is X. */
export const meteoraDammV2Program = {
  kind: meteoraDammV2,
  address: address(DAMM_PROGRAM),
  name: 'Meteora DAMM v2',
  listedSchema,
  stateSchema,
  knownAccounts: [
    [DAMM_AUTHORITY, 'Meteora vault authority'],
    [DAMM_EVENT_AUTHORITY, 'Meteora event authority'],
  ],
  ...SWAP_AMOUNTS_AT,

  async priceAccountAddress() {
    throw new RangeError('a DAMM v2 pool has no accounts that depend on its price');
  },

  /** The optional referral account is the program's own address: no referral. */
  instruction: ({ listed, swap, wallet, userIn, userOut }) => ({
    programAddress: address(DAMM_PROGRAM),
    accounts: [
      readonlyAccount(DAMM_AUTHORITY),
      writableAccount(listed.address),
      writableAccount(userIn),
      writableAccount(userOut),
      writableAccount(listed.accounts.vaultX),
      writableAccount(listed.accounts.vaultY),
      readonlyAccount(listed.mintX),
      readonlyAccount(listed.mintY),
      signerAccount(wallet),
      readonlyAccount(TOKEN_PROGRAM_ADDRESS),
      readonlyAccount(TOKEN_PROGRAM_ADDRESS),
      readonlyAccount(DAMM_PROGRAM),
      readonlyAccount(DAMM_EVENT_AUTHORITY),
      readonlyAccount(DAMM_PROGRAM),
    ],
    data: swapData(ANCHOR_SWAP, swap),
  }),

  decode(reader) {
    reader.expectData(SWAP_DATA_BYTES, ANCHOR_SWAP);
    const listed = reader.pool(1);
    const { mintX, mintY, accounts } = listed;
    const expected = [
      [0, DAMM_AUTHORITY],
      [4, accounts.vaultX],
      [5, accounts.vaultY],
      [6, mintX],
      [7, mintY],
      [8, reader.feePayer],
      [9, TOKEN_PROGRAM_ADDRESS],
      [10, TOKEN_PROGRAM_ADDRESS],
      [11, DAMM_PROGRAM],
      [12, DAMM_EVENT_AUTHORITY],
      [13, DAMM_PROGRAM],
    ] as const;
    for (const [place, account] of expected) reader.expectAccount(place, account);
    if (reader.accounts.length !== DAMM_SWAP_ACCOUNTS) reader.refuse(`a swap names ${DAMM_SWAP_ACCOUNTS} accounts`);
    const userOut = reader.account(3);
    const { xForY } = directionByPayout({ reader, listed, userOut });
    return decodedSwap({ reader, listed, xForY, userIn: reader.account(2), userOut, priceAccounts: [] });
  },

  accountNames: ({ listed, name, x, y }) => [
    [listed.address, `${name} pool`],
    [listed.accounts.vaultX, `${name} vault of ${x}`],
    [listed.accounts.vaultY, `${name} vault of ${y}`],
  ],

  checkPriceAccounts() {
    // The accounts of a DAMM v2 pool do not depend on its price; the decoder has checked them all.
  },
} satisfies PoolProgram<MeteoraDammV2Pool, ListedDammV2Pool, DammV2State>;
