import { type Address, address } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { z } from 'zod';
import { readonlyAccount, signerAccount, writableAccount } from '../accountMeta.ts';
import { derivedAccount } from '../derivedAccount.ts';
import { accountAddress, listedBase, rateText, u16 } from '../listedSchema.ts';
import type { PoolProgram, SwapTerms } from '../poolProgram.ts';
import { SWAP_AMOUNT_IN_AT, SWAP_MIN_OUT_AT, swapData } from '../swapData.ts';
import { i128Text, u128Text } from '../u128Text.ts';
import { orcaWhirlpool } from './kind.ts';
import type { ListedWhirlpool, OrcaWhirlpoolPool, WhirlpoolState } from './pool.ts';
import { ARRAYS_PER_SWAP, checkTickArrays } from './tickArrays.ts';
import { MAX_TICK } from './tickMath.ts';
import { WHIRLPOOL_PROGRAM, WHIRLPOOL_SWAP_ACCOUNTS, WHIRLPOOL_SWAP_BYTES } from './whirlpoolAccounts.ts';

/** First eight bytes of the data of `swap`. */
const SWAP = [248, 198, 158, 145, 225, 117, 135, 200] as const;

/** Behind the amounts: the price limit, a u128 (0: none), 1 for an amount that is the input, and 1 for a swap from A to B. */
const PRICE_LIMIT_AT = 24;
const IS_INPUT_AT = 40;
const A_TO_B_AT = 41;

/** The first tick array's place; two more and the oracle follow. */
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
  // A price that came down to the least tick lies below it.
  tick: z
    .number()
    .int()
    .min(-MAX_TICK - 1)
    .max(MAX_TICK),
  liquidity: u128Text,
  ticks: z.array(z.tuple([tickIndex, i128Text.nullable()])),
});

function dataOf(swap: SwapTerms, aToB: boolean): Uint8Array {
  const data = new Uint8Array(WHIRLPOOL_SWAP_BYTES);
  data.set(swapData(SWAP, swap), 0);
  data[IS_INPUT_AT] = 1;
  data[A_TO_B_AT] = aToB ? 1 : 0;
  return data;
}

/** The instruction has three places for tick arrays: where fewer are named, the last one stands there again, which the program allows. */
function threeOf(named: readonly Address[]): Address[] {
  return Array.from({ length: ARRAYS_PER_SWAP }, (_, i) => {
    const account = named[Math.min(i, named.length - 1)];
    if (account === undefined) throw new RangeError('a swap on a Whirlpool names at least one tick array');
    return account;
  });
}

/** Orca Whirlpools by `swap`: it serves pools of the classic token program, and names less than `swap_v2`. Token A is X. */
export const orcaWhirlpoolProgram = {
  kind: orcaWhirlpool,
  address: address(WHIRLPOOL_PROGRAM),
  name: 'Orca Whirlpools',
  listedSchema,
  stateSchema,
  knownAccounts: [],
  amountInAt: SWAP_AMOUNT_IN_AT,
  minOutAt: SWAP_MIN_OUT_AT,

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
    reader.expectData(WHIRLPOOL_SWAP_BYTES, SWAP);
    const { mintX, mintY, address: pool, accounts } = reader.pool(2);
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
    if (reader.u64(PRICE_LIMIT_AT) !== 0n || reader.u64(PRICE_LIMIT_AT + 8) !== 0n) {
      reader.refuse('a swap with a price limit is not taken');
    }
    if (reader.byte(IS_INPUT_AT) !== 1) reader.refuse('only a swap of an exact input is taken');
    const direction = reader.byte(A_TO_B_AT);
    if (direction > 1) reader.refuse('the direction is neither 0 nor 1');
    const aToB = direction === 1;
    const [userX, userY] = [reader.account(3), reader.account(5)];
    return {
      pool,
      mintIn: aToB ? mintX : mintY,
      mintOut: aToB ? mintY : mintX,
      userIn: aToB ? userX : userY,
      userOut: aToB ? userY : userX,
      amountIn: reader.u64(SWAP_AMOUNT_IN_AT),
      minOut: reader.u64(SWAP_MIN_OUT_AT),
      priceAccounts: [...new Set(reader.accounts.slice(TICK_ARRAYS_AT, ORACLE_AT))],
    };
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
