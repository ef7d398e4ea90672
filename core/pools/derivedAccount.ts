import { type Address, address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit';
import { Remembered } from '../memory/remembered.ts';
import type { PoolAddress } from './poolBase.ts';

/** Number of cached derived addresses per program: some arrays of every pool. */
const KEPT = 2_000;

/** The address that a program derives from a word, the pool, and an index in the program's own bytes or text. */
export function derivedAccount(opts: {
  readonly program: string;
  readonly word: string;
  readonly seedOf: (index: number) => Uint8Array | string;
}): (pool: PoolAddress, index: number) => Promise<Address> {
  const known = new Remembered<string, Promise<Address>>(KEPT);
  const programAddress = address(opts.program);
  return (pool, index) =>
    known.get(`${pool} ${index}`, async () => {
      const seeds = [opts.word, getAddressEncoder().encode(address(pool)), opts.seedOf(index)];
      const [account] = await getProgramDerivedAddress({ programAddress, seeds });
      return account;
    });
}
