import { type Address, address } from '@solana/kit';
import { findAssociatedTokenPda } from '@solana-program/token';
import { Remembered } from '../memory/remembered.ts';
import type { Mint } from '../tokens/token.ts';
import { PROGRAMS } from './programs.ts';

const tokenAccounts = new Remembered<string, Promise<Address>>(20_000);

/** The associated token account of a wallet for a mint. */
export function tokenAccountOf(wallet: string, mint: Mint): Promise<Address> {
  return tokenAccounts.get(`${wallet} ${mint}`, async () => {
    const [account] = await findAssociatedTokenPda({
      owner: address(wallet),
      mint: address(mint),
      tokenProgram: PROGRAMS.token,
    });
    return account;
  });
}
