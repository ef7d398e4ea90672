import { type Address, address, getAddressEncoder, getProgramDerivedAddress } from '@solana/kit';
import { findAssociatedTokenPda } from '@solana-program/token';
import type { PoolAddress } from '../pools/pool.ts';
import type { Mint } from '../tokens/token.ts';
import { PROGRAMS } from './programs.ts';

/** A map that forgets its oldest entries: derived addresses cost a hash and a curve check each, and the same few come again. */
class Remembered {
  readonly #known = new Map<string, Promise<Address>>();
  constructor(readonly limit: number) {}
  get(key: string, derive: () => Promise<Address>): Promise<Address> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const derived = derive();
    derived.catch(() => this.#known.delete(key));
    if (this.#known.size >= this.limit) {
      for (const oldest of this.#known.keys()) {
        this.#known.delete(oldest);
        break;
      }
    }
    this.#known.set(key, derived);
    return derived;
  }
}

const tokenAccounts = new Remembered(20_000);
const binArrays = new Remembered(2_000);

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

/** The account of a pair's bin array: the program's address for "bin_array", the pair, and the index as i64. */
export function binArrayAddress(pool: PoolAddress, index: number): Promise<Address> {
  return binArrays.get(`${pool} ${index}`, async () => {
    const indexBytes = new Uint8Array(8);
    new DataView(indexBytes.buffer).setBigInt64(0, BigInt(index), true);
    const [account] = await getProgramDerivedAddress({
      programAddress: PROGRAMS.meteoraDlmm,
      seeds: ['bin_array', getAddressEncoder().encode(address(pool)), indexBytes],
    });
    return account;
  });
}
