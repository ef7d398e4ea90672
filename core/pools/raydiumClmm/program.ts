import { address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { derivedAccount } from '../derivedAccount.ts';
import { accountAddress, listedBase, rateText, u16 } from '../listedSchema.ts';
import type { PoolProgram, SwapTerms } from '../poolProgram.ts';
import { SWAP_AMOUNT_IN_AT, SWAP_MIN_OUT_AT, swapData } from '../swapData.ts';
import { i128Text, u128Text } from '../u128Text.ts';
import { CLMM_FIXED_ACCOUNTS, CLMM_PROGRAM, CLMM_SWAP_BYTES } from './clmmAccounts.ts';
import { raydiumClmm } from './kind.ts';
import type { ClmmState, ListedClmmPool, RaydiumClmmPool } from './pool.ts';
import { checkClmmTickArrays } from './tickArrays.ts';
import { MAX_TICK } from './tickMath.ts';

/** First eight bytes of the data of `swap`. */
const SWAP = [248, 198, 158, 145, 225, 117, 135, 200] as const;

/** Behind the amounts: the price limit, a u128 (0: none), and 1 for an amount that is the input. */
const PRICE_LIMIT_AT = 24;
const IS_BASE_INPUT_AT = 40;

const tickIndex = z.number().int().min(-MAX_TICK).max(MAX_TICK);

const listedSchema = z.strictObject({
  ...listedBase,
  kind: z.literal('raydium-clmm'),
  tickSpacing: u16.min(1),
  tradeFeeRate: rateText(1_000_000),
  protocolFeeRate: rateText(1_000_000),
  fundFeeRate: rateText(1_000_000),
  openTime: z.int(),
  accounts: z.strictObject({
    config: accountAddress,
    vaultX: accountAddress,
    vaultY: accountAddress,
    observation: accountAddress,
  }),
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

function dataOf(swap: SwapTerms): Uint8Array {
  const data = new Uint8Array(CLMM_SWAP_BYTES);
  data.set(swapData(SWAP, swap), 0);
  data[IS_BASE_INPUT_AT] = 1;
  return data;
}

/**
 * Raydium CLMM by `swap`, not `swap_v2` (docs/decisions/0020-clmm-by-swap.md): it names neither mints nor the Token-2022 and memo programs, which
 * spares a leg 36 to 68 bytes, and the listed tokens are all of the classic token program.
 */
export const raydiumClmmProgram = {
  kind: raydiumClmm,
  address: address(CLMM_PROGRAM),
  name: 'Raydium CLMM',
  listedSchema,
  stateSchema,
  knownAccounts: [],
  amountInAt: SWAP_AMOUNT_IN_AT,
  minOutAt: SWAP_MIN_OUT_AT,

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
    const xIn = swap.mintIn === listed.mintX;
    const { config, vaultX, vaultY, observation } = listed.accounts;
    return {
      programAddress: address(CLMM_PROGRAM),
      accounts: [
        signerAccount(wallet),
        readonlyAccount(config),
        writableAccount(listed.address),
        writableAccount(userIn),
        writableAccount(userOut),
        writableAccount(xIn ? vaultX : vaultY),
        writableAccount(xIn ? vaultY : vaultX),
        writableAccount(observation),
        readonlyAccount(TOKEN_PROGRAM_ADDRESS),
        ...priceAccounts.map(writableAccount),
      ],
      data: dataOf(swap),
    };
  },

  /** Which way a swap goes is told by the vault that it pays into. */
  decode(reader) {
    reader.expectData(CLMM_SWAP_BYTES, SWAP);
    const { mintX, mintY, address: pool, accounts } = reader.pool(2);
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
    if (reader.u64(PRICE_LIMIT_AT) !== 0n || reader.u64(PRICE_LIMIT_AT + 8) !== 0n) {
      reader.refuse('a swap with a price limit is not taken');
    }
    if (reader.byte(IS_BASE_INPUT_AT) !== 1) reader.refuse('only a swap of an exact input is taken');
    return {
      pool,
      mintIn: xIn ? mintX : mintY,
      mintOut: xIn ? mintY : mintX,
      userIn: reader.account(3),
      userOut: reader.account(4),
      amountIn: reader.u64(SWAP_AMOUNT_IN_AT),
      minOut: reader.u64(SWAP_MIN_OUT_AT),
      priceAccounts: reader.accounts.slice(CLMM_FIXED_ACCOUNTS),
    };
  },

  accountNames: ({ listed, priceAccounts, name, x, y }) => [
    [listed.address, `${name} pool`],
    [listed.accounts.config, 'Raydium CLMM fee configuration'],
    [listed.accounts.vaultX, `${name} vault of ${x}`],
    [listed.accounts.vaultY, `${name} vault of ${y}`],
    [listed.accounts.observation, `${name} price observations`],
    ...priceAccounts.map((account) => [account, `${name} ticks`] as const),
  ],

  checkPriceAccounts: checkClmmTickArrays,
} satisfies PoolProgram<RaydiumClmmPool, ListedClmmPool, ClmmState>;
