import { address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { baseUnitsText } from '../../amounts/baseUnitsText.ts';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { accountAddress, listedBase, rateText } from '../listedSchema.ts';
import type { PoolProgram } from '../poolProgram.ts';
import { SWAP_AMOUNT_IN_AT, SWAP_DATA_BYTES, SWAP_MIN_OUT_AT, swapData } from '../swapData.ts';
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
    tradeFeeRate: rateText(1_000_000),
    protocolFeeRate: rateText(1_000_000),
    fundFeeRate: rateText(1_000_000),
    accounts: z.strictObject({
      config: accountAddress,
      vaultX: accountAddress,
      vaultY: accountAddress,
      observation: accountAddress,
    }),
  }),
  stateSchema: z.strictObject({
    kind: z.literal('raydium-cpmm'),
    pool: z.string(),
    x: baseUnitsText,
    y: baseUnitsText,
  }),
  knownAccounts: [[CPMM_AUTHORITY, 'Raydium vault authority']],
  amountInAt: SWAP_AMOUNT_IN_AT,
  minOutAt: SWAP_MIN_OUT_AT,

  async priceAccountAddress() {
    throw new RangeError('a CPMM pool has no accounts that depend on its price');
  },

  instruction({ listed, swap, wallet, userIn, userOut }) {
    const xIn = swap.mintIn === listed.mintX;
    const { config, vaultX, vaultY, observation } = listed.accounts;
    return {
      programAddress: address(CPMM_PROGRAM),
      accounts: [
        signerAccount(wallet),
        readonlyAccount(CPMM_AUTHORITY),
        readonlyAccount(config),
        writableAccount(listed.address),
        writableAccount(userIn),
        writableAccount(userOut),
        writableAccount(xIn ? vaultX : vaultY),
        writableAccount(xIn ? vaultY : vaultX),
        readonlyAccount(TOKEN_PROGRAM_ADDRESS),
        readonlyAccount(TOKEN_PROGRAM_ADDRESS),
        readonlyAccount(swap.mintIn),
        readonlyAccount(swap.mintOut),
        writableAccount(observation),
      ],
      data: swapData(SWAP_BASE_INPUT, swap),
    };
  },

  decode(reader) {
    reader.expectData(SWAP_DATA_BYTES, SWAP_BASE_INPUT);
    const { mintX, mintY, address: pool, accounts } = reader.pool(3);
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
    return {
      pool,
      mintIn: xIn ? mintX : mintY,
      mintOut: xIn ? mintY : mintX,
      userIn: reader.account(4),
      userOut: reader.account(5),
      amountIn: reader.u64(SWAP_AMOUNT_IN_AT),
      minOut: reader.u64(SWAP_MIN_OUT_AT),
      priceAccounts: [],
    };
  },

  accountNames: ({ listed, name, x, y }) => [
    [listed.address, `${name} pool`],
    [listed.accounts.config, 'Raydium fee configuration'],
    [listed.accounts.vaultX, `${name} vault of ${x}`],
    [listed.accounts.vaultY, `${name} vault of ${y}`],
    [listed.accounts.observation, `${name} price observations`],
  ],

  checkPriceAccounts() {
    // The accounts of a CPMM pool do not depend on its price: the decoder has checked them all.
  },
} satisfies PoolProgram<RaydiumCpmmPool, ListedCpmmPool, CpmmState>;
