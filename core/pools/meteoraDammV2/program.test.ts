import { AccountRole, address, getProgramDerivedAddress } from '@solana/kit';
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
import { DAMM_AUTHORITY, DAMM_EVENT_AUTHORITY, DAMM_PROGRAM, DAMM_SWAP_ACCOUNTS } from './dammAccounts.ts';
import { meteoraDammV2Program as program } from './program.ts';

const listed = LISTED_POOLS.flatMap((pool) => (pool.kind === 'meteora-damm-v2' ? [pool] : []))[0];
if (listed === undefined) throw new Error('a DAMM v2 pool should be listed');

const account = (n: number) => address(base58Encode(new Uint8Array(32).fill(n)));
const wallet = account(7);

test('the accounts of the program are the addresses that it derives', async () => {
  const derived = async (seed: string) =>
    (await getProgramDerivedAddress({ programAddress: address(DAMM_PROGRAM), seeds: [seed] }))[0];
  expect(await derived('pool_authority')).toBe(DAMM_AUTHORITY);
  expect(await derived('__event_authority')).toBe(DAMM_EVENT_AUTHORITY);
});

test('a listing with a value that the program forbids or the engine does not model is refused', () => {
  const wire = JSON.parse(JSON.stringify(listed, (_, value) => (typeof value === 'bigint' ? `${value}` : value)));
  expect(program.listedSchema.safeParse(wire).success).toBe(true);
  for (const wrong of [{ sqrtMinPrice: '1' }, { collectFeeMode: 2 }, { feeVersion: 2 }, { baseFee: '1000000000' }]) {
    expect(program.listedSchema.safeParse({ ...wire, ...wrong }).success).toBe(false);
  }
});

test.each([
  { mintIn: SOL.mint, mintOut: USDC.mint },
  { mintIn: USDC.mint, mintOut: SOL.mint },
])('the instruction of a swap of $mintIn', (mints) => {
  const [userIn, userOut] = [account(1), account(2)];
  const swap = { ...mints, amountIn: 0x0102n, minOut: 0x03n };
  const { accounts, data } = program.instruction({ listed, swap, wallet, userIn, userOut, priceAccounts: [] });
  const writable = [listed.address, userIn, userOut, listed.accounts.vaultX, listed.accounts.vaultY];
  const tail = [TOKEN_PROGRAM_ADDRESS, TOKEN_PROGRAM_ADDRESS, DAMM_PROGRAM, DAMM_EVENT_AUTHORITY, DAMM_PROGRAM];
  expect(accounts?.map((meta) => [meta.address, meta.role])).toEqual([
    [DAMM_AUTHORITY, AccountRole.READONLY],
    ...writable.map((one) => [one, AccountRole.WRITABLE]),
    [listed.mintX, AccountRole.READONLY],
    [listed.mintY, AccountRole.READONLY],
    [wallet, AccountRole.READONLY_SIGNER],
    ...tail.map((one) => [one, AccountRole.READONLY]),
  ]);
  const amounts = [2, 1, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0];
  expect([...(data ?? [])]).toEqual([248, 198, 158, 145, 225, 117, 135, 200, ...amounts]);
});

describe('reading a swap', () => {
  const message = (async () => {
    const route = everyRoute().find(({ route: { legs } }) => legs.length === 1 && legs[0]?.pool === listed.address);
    if (route === undefined) throw new Error('the pool should be routed over');
    const pools = LISTED_POOLS.map((one) => samplePool(one, 5));
    const blockhash = base58Encode(new Uint8Array(32).fill(9));
    return (await compileSwap({ route: route.route, minOut: 1n, pools, wallet, memo: 'order:1', blockhash })).message;
  })();

  /** The message with the account at an index of its swap replaced by the wallet's token account. */
  async function decodeChanged(place: number) {
    const changed = (await message).slice();
    const swap = messageLayout(changed).instructions.find((one) => one.accountCount === DAMM_SWAP_ACCOUNTS);
    if (swap === undefined) throw new Error('the message should hold a swap on DAMM v2');
    changed[swap.accountsAt + place] = changed[swap.accountsAt + 2] ?? 0;
    return decodeTransaction(wireTransaction({ message: changed, signature: new Uint8Array(64).fill(1) }));
  }

  test('with an account that is not the pool’s is refused', async () => {
    // All accounts but the wallet's two token accounts, which the chain checks at execution.
    for (const place of [0, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]) {
      await expect(decodeChanged(place), `account ${place}`).rejects.toThrow(InvalidInstruction);
    }
  });
});
