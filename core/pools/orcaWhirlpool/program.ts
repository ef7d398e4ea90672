import { type Address, address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { exactInputData, expectExactInput } from '../concentrated/swapData.ts';
import { decodedSwap } from '../decodedSwap.ts';
import { derivedAccount } from '../derivedAccount.ts';
import { accountAddress, listedBase, rateText, u16 } from '../listedSchema.ts';
import type { PoolProgram, SwapTerms } from '../poolProgram.ts';
import { ANCHOR_SWAP, SWAP_AMOUNTS_AT } from '../swapData.ts';
import { i128Text, u128Text } from '../u128Text.ts';
import { orcaWhirlpool } from './kind.ts';
import type { ListedWhirlpool, OrcaWhirlpoolPool, WhirlpoolState } from './pool.ts';
import { ARRAYS_PER_SWAP, checkTickArrays } from './tickArrays.ts';
import { MAX_TICK } from './tickMath.ts';
import { WHIRLPOOL_PROGRAM, WHIRLPOOL_SWAP_ACCOUNTS, WHIRLPOOL_SWAP_BYTES } from './whirlpoolAccounts.ts';

/** The data's last byte: 1 for a swap from A to B. */
const A_TO_B_AT = 41;

/** The index of the first tick array; two more and the oracle follow. */
const TICK_ARRAYS_AT = 7;
const ORACLE_AT = TICK_ARRAYS_AT + ARRAYS_PER_SWAP;

const tickIndex = z.number().int().min(-MAX_TICK).max(MAX_TICK);

const listedSchema = z.strictObject({
  ...listedBase,
  kind: z.literal('orca-whirlpool'),
  tickSpacing: u16.min(1),
  feeRate: rateText(1_000_000),
  protocolFeeRate: rateText(10_000),
  accounts: z.strictObject({ vaultX: accountAddress, vaultY: accountAddress, oracle: accountAddress }),
});

const stateSchema = z.strictObject({
  kind: z.literal('orca-whirlpool'),
  pool: z.string(),
  sqrtPrice: u128Text,
  // A price that fell exactly to the lowest tick lies below it.
  tick: z
    .number()
    .int()
    .min(-MAX_TICK - 1)
    .max(MAX_TICK),
  liquidity: u128Text,
  ticks: z.array(z.tuple([tickIndex, i128Text.nullable()])),
});

function dataOf(swap: SwapTerms, aToB: boolean): Uint8Array {
  const data = exactInputData(swap, WHIRLPOOL_SWAP_BYTES);
  data[A_TO_B_AT] = aToB ? 1 : 0;
  return data;
}

/** The instruction has three places for tick arrays. Where fewer are named, the last one is repeated, which the program allows. */
function threeOf(named: readonly Address[]): Address[] {
  return Array.from({ length: ARRAYS_PER_SWAP }, (_, i) => {
    const account = named[Math.min(i, named.length - 1)];
    if (account === undefined) throw new RangeError('a swap on a Whirlpool names at least one tick array');
    return account;
  });
}

/** Orca Whirlpools by `swap`, for pools of the classic token program; it names fewer accounts than `swap_v2`. Token A is X. */
export const orcaWhirlpoolProgram = {
  kind: orcaWhirlpool,
  address: address(WHIRLPOOL_PROGRAM),
  name: 'Orca Whirlpools',
  listedSchema,
  stateSchema,
  knownAccounts: [],
  ...SWAP_AMOUNTS_AT,

  /** The program's address for "tick_array", the pool, and the array's first tick as decimal text. */
  priceAccountAddress: derivedAccount({
    program: WHIRLPOOL_PROGRAM,
    word: 'tick_array',
    seedOf: String,
  }),

  instruction({ listed, swap, wallet, userIn, userOut, priceAccounts }) {
    const aToB = swap.mintIn === listed.mintX;
    const { vaultX, vaultY, oracle } = listed.accounts;
    return {
      programAddress: address(WHIRLPOOL_PROGRAM),
      accounts: [
        readonlyAccount(TOKEN_PROGRAM_ADDRESS),
        signerAccount(wallet),
        writableAccount(listed.address),
        writableAccount(aToB ? userIn : userOut),
        writableAccount(vaultX),
        writableAccount(aToB ? userOut : userIn),
        writableAccount(vaultY),
        ...threeOf(priceAccounts).map(writableAccount),
        readonlyAccount(oracle),
      ],
      data: dataOf(swap, aToB),
    };
  },

  decode(reader) {
    reader.expectData(WHIRLPOOL_SWAP_BYTES, ANCHOR_SWAP);
    const listed = reader.pool(2);
    const { accounts } = listed;
    const expected = [
      [0, TOKEN_PROGRAM_ADDRESS],
      [1, reader.feePayer],
      [4, accounts.vaultX],
      [6, accounts.vaultY],
      [ORACLE_AT, accounts.oracle],
    ] as const;
    for (const [place, account] of expected) reader.expectAccount(place, account);
    if (reader.accounts.length !== WHIRLPOOL_SWAP_ACCOUNTS)
      reader.refuse(`a swap names ${WHIRLPOOL_SWAP_ACCOUNTS} accounts`);
    expectExactInput(reader);
    const direction = reader.byte(A_TO_B_AT);
    if (direction > 1) reader.refuse('the direction is neither 0 nor 1');
    const aToB = direction === 1;
    const [userX, userY] = [reader.account(3), reader.account(5)];
    return decodedSwap({
      reader,
      listed,
      xForY: aToB,
      userIn: aToB ? userX : userY,
      userOut: aToB ? userY : userX,
      priceAccounts: [...new Set(reader.accounts.slice(TICK_ARRAYS_AT, ORACLE_AT))],
    });
  },

  accountNames: ({ listed, priceAccounts, name, x, y }) => [
    [listed.address, `${name} pool`],
    [listed.accounts.vaultX, `${name} vault of ${x}`],
    [listed.accounts.vaultY, `${name} vault of ${y}`],
    [listed.accounts.oracle, `${name} oracle`],
    ...priceAccounts.map((account) => [account, `${name} ticks`] as const),
  ],

  checkPriceAccounts: checkTickArrays,
} satisfies PoolProgram<OrcaWhirlpoolPool, ListedWhirlpool, WhirlpoolState>;
