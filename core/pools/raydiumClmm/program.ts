import { address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { exactInputData, expectExactInput } from '../concentrated/swapData.ts';
import { decodedSwap } from '../decodedSwap.ts';
import { derivedAccount } from '../derivedAccount.ts';
import { listedBase, u16 } from '../listedSchema.ts';
import type { PoolProgram } from '../poolProgram.ts';
import { raydiumAccountNames, raydiumAccounts, raydiumRates, raydiumSwapAccounts } from '../raydium/program.ts';
import { ANCHOR_SWAP, SWAP_AMOUNTS_AT } from '../swapData.ts';
import { i128Text, u128Text } from '../u128Text.ts';
import { CLMM_FIXED_ACCOUNTS, CLMM_PROGRAM, CLMM_SWAP_BYTES } from './clmmAccounts.ts';
import { raydiumClmm } from './kind.ts';
import type { ClmmState, ListedClmmPool, RaydiumClmmPool } from './pool.ts';
import { checkClmmTickArrays } from './tickArrays.ts';
import { MAX_TICK } from './tickMath.ts';

const tickIndex = z.number().int().min(-MAX_TICK).max(MAX_TICK);

const listedSchema = z.strictObject({
  ...listedBase,
  kind: z.literal('raydium-clmm'),
  tickSpacing: u16.min(1),
  ...raydiumRates,
  openTime: z.int(),
  accounts: raydiumAccounts,
});

const stateSchema = z.strictObject({
  kind: z.literal('raydium-clmm'),
  pool: z.string(),
  enabled: z.boolean(),
  sqrtPrice: u128Text,
  tick: tickIndex,
  liquidity: u128Text,
  ticks: z.array(z.tuple([tickIndex, i128Text])),
  gone: z.array(tickIndex),
});

/**
 * Raydium CLMM by `swap`, not `swap_v2` (docs/decisions/0020-clmm-by-swap.md): it names neither mints nor the Token-2022 and memo programs, which
 * saves a leg 36 to 68 bytes, and all listed tokens belong to the classic token program.
 */
export const raydiumClmmProgram = {
  kind: raydiumClmm,
  address: address(CLMM_PROGRAM),
  name: 'Raydium CLMM',
  listedSchema,
  stateSchema,
  knownAccounts: [],
  ...SWAP_AMOUNTS_AT,

  /** The program's address for "tick_array", the pool, and the array's start tick as i32, big-endian. */
  priceAccountAddress: derivedAccount({
    program: CLMM_PROGRAM,
    word: 'tick_array',
    seedOf(startTick) {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setInt32(0, startTick, false);
      return bytes;
    },
  }),

  instruction({ listed, swap, wallet, userIn, userOut, priceAccounts }) {
    return {
      programAddress: address(CLMM_PROGRAM),
      accounts: [
        signerAccount(wallet),
        ...raydiumSwapAccounts({ listed, swap, userIn, userOut }),
        writableAccount(listed.accounts.observation),
        readonlyAccount(TOKEN_PROGRAM_ADDRESS),
        ...priceAccounts.map(writableAccount),
      ],
      data: exactInputData(swap, CLMM_SWAP_BYTES),
    };
  },

  /** The direction of a swap follows from the vault that it pays into. */
  decode(reader) {
    reader.expectData(CLMM_SWAP_BYTES, ANCHOR_SWAP);
    const listed = reader.pool(2);
    const { accounts } = listed;
    const vaultIn = reader.account(5);
    const xIn = vaultIn === accounts.vaultX;
    if (!xIn && vaultIn !== accounts.vaultY) reader.refuse('account 5 is no vault of the pool');
    const expected = [
      [0, reader.feePayer],
      [1, accounts.config],
      [6, xIn ? accounts.vaultY : accounts.vaultX],
      [7, accounts.observation],
      [8, TOKEN_PROGRAM_ADDRESS],
    ] as const;
    for (const [place, account] of expected) reader.expectAccount(place, account);
    expectExactInput(reader);
    const [userIn, userOut] = [reader.account(3), reader.account(4)];
    const priceAccounts = reader.accounts.slice(CLMM_FIXED_ACCOUNTS);
    return decodedSwap({ reader, listed, xForY: xIn, userIn, userOut, priceAccounts });
  },

  accountNames: ({ listed, priceAccounts, name, x, y }) => [
    ...raydiumAccountNames({ listed, program: 'Raydium CLMM', name, x, y }),
    ...priceAccounts.map((account) => [account, `${name} ticks`] as const),
  ],

  checkPriceAccounts: checkClmmTickArrays,
} satisfies PoolProgram<RaydiumClmmPool, ListedClmmPool, ClmmState>;
