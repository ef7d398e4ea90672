import { address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { baseUnitsText } from '../../amounts/baseUnitsText.ts';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { decodedSwap } from '../decodedSwap.ts';
import { listedBase } from '../listedSchema.ts';
import type { PoolProgram } from '../poolProgram.ts';
import { raydiumAccountNames, raydiumAccounts, raydiumRates, raydiumSwapAccounts } from '../raydium/program.ts';
import { SWAP_AMOUNTS_AT, SWAP_DATA_BYTES, swapData } from '../swapData.ts';
import { CPMM_AUTHORITY, CPMM_PROGRAM } from './cpmmAccounts.ts';
import type { CpmmState, ListedCpmmPool, RaydiumCpmmPool } from './cpmmPool.ts';
import { raydiumCpmm } from './kind.ts';

/** First eight bytes of the data of `swap_base_input`. */
const SWAP_BASE_INPUT = [143, 190, 90, 218, 196, 30, 51, 222] as const;

export const raydiumCpmmProgram = {
  kind: raydiumCpmm,
  address: address(CPMM_PROGRAM),
  name: 'Raydium CPMM',
  listedSchema: z.strictObject({
    ...listedBase,
    kind: z.literal('raydium-cpmm'),
    ...raydiumRates,
    accounts: raydiumAccounts,
  }),
  stateSchema: z.strictObject({
    kind: z.literal('raydium-cpmm'),
    pool: z.string(),
    x: baseUnitsText,
    y: baseUnitsText,
  }),
  knownAccounts: [[CPMM_AUTHORITY, 'Raydium vault authority']],
  ...SWAP_AMOUNTS_AT,

  async priceAccountAddress() {
    throw new RangeError('a CPMM pool has no accounts that depend on its price');
  },

  instruction({ listed, swap, wallet, userIn, userOut }) {
    return {
      programAddress: address(CPMM_PROGRAM),
      accounts: [
        signerAccount(wallet),
        readonlyAccount(CPMM_AUTHORITY),
        ...raydiumSwapAccounts({ listed, swap, userIn, userOut }),
        readonlyAccount(TOKEN_PROGRAM_ADDRESS),
        readonlyAccount(TOKEN_PROGRAM_ADDRESS),
        readonlyAccount(swap.mintIn),
        readonlyAccount(swap.mintOut),
        writableAccount(listed.accounts.observation),
      ],
      data: swapData(SWAP_BASE_INPUT, swap),
    };
  },

  decode(reader) {
    reader.expectData(SWAP_DATA_BYTES, SWAP_BASE_INPUT);
    const listed = reader.pool(3);
    const { mintX, mintY, accounts } = listed;
    const mintIn = reader.account(10);
    const xIn = mintIn === mintX;
    if (!xIn && mintIn !== mintY) reader.refuse('the pool does not trade the input mint');
    const expected = [
      [0, reader.feePayer],
      [1, CPMM_AUTHORITY],
      [2, accounts.config],
      [6, xIn ? accounts.vaultX : accounts.vaultY],
      [7, xIn ? accounts.vaultY : accounts.vaultX],
      [8, TOKEN_PROGRAM_ADDRESS],
      [9, TOKEN_PROGRAM_ADDRESS],
      [11, xIn ? mintY : mintX],
      [12, accounts.observation],
    ] as const;
    for (const [place, account] of expected) reader.expectAccount(place, account);
    const [userIn, userOut] = [reader.account(4), reader.account(5)];
    return decodedSwap({ reader, listed, xForY: xIn, userIn, userOut, priceAccounts: [] });
  },

  accountNames: ({ listed, name, x, y }) => raydiumAccountNames({ listed, program: 'Raydium', name, x, y }),

  checkPriceAccounts() {
    // The accounts of a CPMM pool do not depend on its price; the decoder has checked them all.
  },
} satisfies PoolProgram<RaydiumCpmmPool, ListedCpmmPool, CpmmState>;
