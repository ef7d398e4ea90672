import { address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { baseUnitsText } from '../../amounts/baseUnitsText.ts';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { decodedSwap, directionByPayout } from '../decodedSwap.ts';
import { derivedAccount } from '../derivedAccount.ts';
import { accountAddress, listedBase, u16, u32 } from '../listedSchema.ts';
import type { PoolProgram } from '../poolProgram.ts';
import { ANCHOR_SWAP, SWAP_AMOUNTS_AT, SWAP_DATA_BYTES, swapData } from '../swapData.ts';
import { checkBinArrays } from './binArrays.ts';
import { DLMM_EVENT_AUTHORITY, DLMM_PROGRAM } from './dlmmAccounts.ts';
import type { DlmmState, ListedDlmmPool, MeteoraDlmmPool } from './dlmmPool.ts';
import { meteoraDlmm } from './kind.ts';

/** The fixed accounts of `swap`; bin arrays follow them. */
const FIXED_ACCOUNTS = 15;

const count = z.number().int().min(0);

const listedSchema = z.strictObject({
  ...listedBase,
  kind: z.literal('meteora-dlmm'),
  parameters: z.strictObject({
    binStep: u16.min(1).max(400),
    baseFactor: u16,
    baseFeePowerFactor: u16.max(4),
    filterPeriod: u16,
    decayPeriod: u16,
    reductionFactor: u16.max(10_000),
    variableFeeControl: u32,
    maxVolatilityAccumulator: u32,
    protocolShare: u16.max(10_000),
  }),
  accounts: z.strictObject({ reserveX: accountAddress, reserveY: accountAddress, oracle: accountAddress }),
});

const stateSchema = z.strictObject({
  kind: z.literal('meteora-dlmm'),
  pool: z.string(),
  activeId: z.number().int(),
  enabled: z.boolean(),
  volatility: z.strictObject({
    volatilityAccumulator: count,
    volatilityReference: count,
    indexReference: z.number().int(),
    lastUpdateTimestamp: z.number().int(),
  }),
  bins: z.array(z.tuple([z.number().int(), baseUnitsText, baseUnitsText])),
  arrays: z.array(z.number().int()),
});

export const meteoraDlmmProgram = {
  kind: meteoraDlmm,
  address: address(DLMM_PROGRAM),
  name: 'Meteora DLMM',
  listedSchema,
  stateSchema,
  knownAccounts: [[DLMM_EVENT_AUTHORITY, 'Meteora event authority']],
  ...SWAP_AMOUNTS_AT,

  /** The program's address for "bin_array", the pair, and the index as i64. */
  priceAccountAddress: derivedAccount({
    program: DLMM_PROGRAM,
    word: 'bin_array',
    seedOf(index) {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigInt64(0, BigInt(index), true);
      return bytes;
    },
  }),

  /** The optional accounts (bitmap extension, host fee) are the program's own address: none. The bin arrays come last. */
  instruction: ({ listed, swap, wallet, userIn, userOut, priceAccounts }) => ({
    programAddress: address(DLMM_PROGRAM),
    accounts: [
      writableAccount(listed.address),
      readonlyAccount(DLMM_PROGRAM),
      writableAccount(listed.accounts.reserveX),
      writableAccount(listed.accounts.reserveY),
      writableAccount(userIn),
      writableAccount(userOut),
      readonlyAccount(listed.mintX),
      readonlyAccount(listed.mintY),
      writableAccount(listed.accounts.oracle),
      readonlyAccount(DLMM_PROGRAM),
      signerAccount(wallet),
      readonlyAccount(TOKEN_PROGRAM_ADDRESS),
      readonlyAccount(TOKEN_PROGRAM_ADDRESS),
      readonlyAccount(DLMM_EVENT_AUTHORITY),
      readonlyAccount(DLMM_PROGRAM),
      ...priceAccounts.map(writableAccount),
    ],
    data: swapData(ANCHOR_SWAP, swap),
  }),

  decode(reader) {
    reader.expectData(SWAP_DATA_BYTES, ANCHOR_SWAP);
    const listed = reader.pool(0);
    const { mintX, mintY, accounts } = listed;
    const expected = [
      [1, DLMM_PROGRAM],
      [2, accounts.reserveX],
      [3, accounts.reserveY],
      [6, mintX],
      [7, mintY],
      [8, accounts.oracle],
      [9, DLMM_PROGRAM],
      [10, reader.feePayer],
      [11, TOKEN_PROGRAM_ADDRESS],
      [12, TOKEN_PROGRAM_ADDRESS],
      [13, DLMM_EVENT_AUTHORITY],
      [14, DLMM_PROGRAM],
    ] as const;
    for (const [place, account] of expected) reader.expectAccount(place, account);
    const userOut = reader.account(5);
    const { xForY } = directionByPayout({ reader, listed, userOut });
    const priceAccounts = reader.accounts.slice(FIXED_ACCOUNTS);
    return decodedSwap({ reader, listed, xForY, userIn: reader.account(4), userOut, priceAccounts });
  },

  accountNames: ({ listed, priceAccounts, name, x, y }) => [
    [listed.address, `${name} pool`],
    [listed.accounts.reserveX, `${name} vault of ${x}`],
    [listed.accounts.reserveY, `${name} vault of ${y}`],
    [listed.accounts.oracle, `${name} oracle`],
    ...priceAccounts.map((account) => [account, `${name} bins`] as const),
  ],

  checkPriceAccounts: checkBinArrays,
} satisfies PoolProgram<MeteoraDlmmPool, ListedDlmmPool, DlmmState>;
