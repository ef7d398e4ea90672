import { AccountRole, address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import { describe, expect, test } from 'vitest';
import { LISTED_POOLS } from '../../testing/usualListing.ts';
import { SOL, USDC } from '../../tokens/token.ts';
import { base58Encode } from '../../transaction/base58.ts';
import { compileSwap } from '../../transaction/compileSwap.ts';
import { decodeTransaction, InvalidInstruction } from '../../transaction/decodeTransaction.ts';
import { messageLayout } from '../../transaction/messageLayout.ts';
import { everyRoute, samplePool } from '../../transaction/testing/sampleSwaps.ts';
import { wireTransaction } from '../../transaction/wire.ts';
import type { PoolAddress } from '../poolBase.ts';
import { PoolRefusal } from '../poolRefusal.ts';
import { orcaWhirlpoolProgram as program } from './program.ts';
import { swapWhirlpoolExactIn } from './swap.ts';
import { whirlpoolOf } from './testing/whirlpools.ts';
import { checkTickArrays } from './tickArrays.ts';

const listedWhirlpools = LISTED_POOLS.flatMap((pool) => (pool.kind === 'orca-whirlpool' ? [pool] : []));
const [listed] = listedWhirlpools;
if (listed === undefined) throw new Error('a Whirlpool should be listed');

describe('addresses', () => {
  test('of a tick array, as in the tests of Orca’s own client', async () => {
    const pool = '2kJmUjxWBwL2NGPBV2PiA5hWtmLCqcKY6reQgkrPtaeS' as PoolAddress;
    expect(await program.priceAccountAddress(pool, 0)).toBe('8PhPzk7n4wU98Z6XCbVtPai2LtXSxYnfjkmgWuoAU8Zy');
  });

  test.each(listedWhirlpools)(
    'of $pair as the program requires them: mints in the order of their bytes, the derived oracle',
    async (one) => {
      const bytes = (account: string) => Buffer.from(getAddressEncoder().encode(address(account)));
      expect(bytes(one.mintX).compare(bytes(one.mintY))).toBe(-1);
      const seeds = ['oracle', bytes(one.address)];
      expect(one.accounts.oracle).toBe((await getProgramDerivedAddress({ programAddress: program.address, seeds }))[0]);
    },
  );
});

const wallet = base58Encode(new Uint8Array(32).fill(7));
const account = (n: number) => address(base58Encode(new Uint8Array(32).fill(n)));

test.each([
  { mintIn: SOL.mint, mintOut: USDC.mint, aToB: 1 },
  { mintIn: USDC.mint, mintOut: SOL.mint, aToB: 0 },
])('the instruction of a swap with $aToB for a to b', ({ aToB, ...mints }) => {
  const [userIn, userOut, near, far] = [account(1), account(2), account(3), account(4)];
  const swap = { ...mints, amountIn: 0x0102n, minOut: 0x03n };
  const opts = { listed, swap, wallet: address(wallet), userIn, userOut, priceAccounts: [near, far] };
  const { accounts, data } = program.instruction(opts);
  const { vaultX, vaultY, oracle } = listed.accounts;
  const [userX, userY] = aToB === 1 ? [userIn, userOut] : [userOut, userIn];
  const writable = [listed.address, userX, vaultX, userY, vaultY, near, far, far];
  expect(accounts?.map((meta) => [meta.address, meta.role])).toEqual([
    [TOKEN_PROGRAM_ADDRESS, AccountRole.READONLY],
    [wallet, AccountRole.READONLY_SIGNER],
    ...writable.map((one) => [one, AccountRole.WRITABLE]),
    [oracle, AccountRole.READONLY],
  ]);
  const amounts = [2, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0];
  const noLimit = new Array<number>(16).fill(0);
  expect([...(data ?? [])]).toEqual([248, 198, 158, 145, 225, 117, 135, 200, ...amounts, ...noLimit, 1, aToB]);
  expect(() => program.instruction({ ...opts, priceAccounts: [] })).toThrow(RangeError);
});

describe('reading a swap', () => {
  const message = (async () => {
    const route = everyRoute().find(({ name }) => name === 'single SOL/USDC orca sell')?.route;
    if (route === undefined) throw new Error('SOL/USDC should be routed over Orca');
    const pools = LISTED_POOLS.map((one) => samplePool(one, 5));
    const blockhash = base58Encode(new Uint8Array(32).fill(9));
    return (await compileSwap({ route, minOut: 1n, pools, wallet, memo: 'order:1', blockhash })).message;
  })();

  /**
   * The message with one byte of its swap replaced, at an offset from the start of its data or of its account indexes. Without `value` it becomes
   * the index of the wallet's own token account, the account at 3.
   */
  async function decodeChanged(part: 'data' | 'accounts', at: number, value?: number) {
    const changed = (await message).slice();
    const swap = messageLayout(changed).instructions.find(({ dataLength }) => dataLength === 42);
    if (swap === undefined) throw new Error('the message should hold a swap on Orca');
    changed[(part === 'data' ? swap.dataAt : swap.accountsAt) + at] = value ?? changed[swap.accountsAt + 3] ?? 0;
    return decodeTransaction(wireTransaction({ message: changed, signature: new Uint8Array(64).fill(1) }));
  }

  test('with a price limit, for an exact output or in no direction is refused', async () => {
    const at: readonly (readonly [number, number])[] = [
      [24, 1],
      [39, 1],
      [40, 0],
      [41, 2],
    ];
    for (const [place, value] of at) {
      await expect(decodeChanged('data', place, value)).rejects.toThrow(InvalidInstruction);
    }
    const legs = (await decodeChanged('data', 40, 1)).instructions.filter(({ kind }) => kind === 'swap');
    expect(legs).toMatchObject([{ pool: listed.address, mintIn: SOL.mint, mintOut: USDC.mint, minOut: 1n }]);
  });

  test('with an account that is not the pool’s is refused', async () => {
    // All accounts but the wallet's two token accounts and the tick arrays, which the chain checks at execution.
    for (const place of [0, 1, 2, 4, 6, 10]) {
      await expect(decodeChanged('accounts', place), `account ${place}`).rejects.toThrow(InvalidInstruction);
    }
  });
});

describe('the tick arrays of a swap', () => {
  const wide = { lower: -3_000, upper: 3_000, liquidity: 1_000_000_000_000n };
  /** A pool with an initialised tick in the last place of an array, 348: a swap upwards that crosses it needs the next array. */
  const last = { lower: 348, upper: 3_000, liquidity: 1_000n };
  const before = whirlpoolOf({ positions: [wide, last] });
  const down = swapWhirlpoolExactIn({ pool: before, mintIn: SOL.mint, amountIn: 10_000_000_000n }).pool;
  const up = swapWhirlpoolExactIn({ pool: before, mintIn: USDC.mint, amountIn: 17_650_000_000n }).pool;

  const refusal = (after: typeof before, mintIn: typeof SOL.mint, named: readonly (number | undefined)[]) => {
    try {
      checkTickArrays({ before, after, mintIn, named });
      return undefined;
    } catch (error) {
      if (error instanceof PoolRefusal) return [error.code, error.reason];
      throw error;
    }
  };

  test('may be in any order, and those that the swap does not reach may be missing', () => {
    expect(down.tick).toBeLessThan(0);
    expect(down.tick).toBeGreaterThan(-352);
    expect(refusal(down, SOL.mint, [-704, 0, -352])).toBeUndefined();
    expect(refusal(down, SOL.mint, [undefined, -352, 0])).toBeUndefined();
    expect(up.tick).toBeGreaterThan(348);
    expect(up.tick).toBeLessThan(352);
    expect(refusal(up, USDC.mint, [0, 352])).toBeUndefined();
  });

  test('are required: the swap fails without the first one, or without one on its path', () => {
    expect(refusal(down, SOL.mint, [-352, -704])).toEqual([6023, 'wrong-accounts']);
    expect(refusal(down, SOL.mint, [])).toEqual([6023, 'wrong-accounts']);
    expect(refusal(down, SOL.mint, [0, -704])).toEqual([6038, 'no-liquidity']);
    expect(refusal(up, USDC.mint, [0, 704])).toEqual([6038, 'no-liquidity']);
  });
});
