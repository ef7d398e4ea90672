import { type Address, address, getAddressComparator } from '@solana/kit';
import type { PlannedLeg } from '../routing/legPlan.ts';
import type { Mint } from '../tokens/token.ts';
import { base58Decode } from './base58.ts';
import { tokenAccountOf } from './derivedAddresses.ts';
import type { MessageLayout } from './messageLayout.ts';

/** The accounts of a swap that depend on the wallet: the wallet and its token account of each mint of the legs. */
export type OwnAccounts = { readonly wallet: Address; readonly tokenAccounts: ReadonlyMap<Mint, Address> };

export async function ownAccountsOf(wallet: string, legs: readonly PlannedLeg[]): Promise<OwnAccounts> {
  const mints = [...new Set<Mint>(legs.flatMap((leg) => [leg.mintIn, leg.mintOut]))];
  const accounts = await Promise.all(
    mints.map(async (mint): Promise<[Mint, Address]> => [mint, await tokenAccountOf(wallet, mint)]),
  );
  return { wallet: address(wallet), tokenAccounts: new Map(accounts) };
}

const ADDRESS_BYTES = 32;
const compareAddresses = getAddressComparator();

/** A message, the addresses of its accounts in their order, and those of them that are its wallet's own. */
export type OwnedMessage = {
  readonly message: Uint8Array;
  readonly layout: MessageLayout;
  readonly accounts: readonly Address[];
  readonly own: OwnAccounts;
};

/**
 * The same message for another wallet. Its own accounts are the first, which pays and signs, and some of those that are written; Kit sorts these by
 * address, so they may change places, and the instructions' indexes with them.
 */
export function messageOfWallet(known: OwnedMessage, own: OwnAccounts): Uint8Array {
  const { layout } = known;
  const replaced = new Map<Address, Address | undefined>([[known.own.wallet, own.wallet]]);
  for (const [mint, account] of known.own.tokenAccounts) replaced.set(account, own.tokenAccounts.get(mint));
  const accounts = known.accounts.map((account) => replaced.get(account) ?? account);
  const message = known.message.slice();

  const firstReadonly = accounts.length - layout.readonlyOthers;
  const order = accounts.map((_, index) => index);
  const written = order.slice(layout.signers, firstReadonly);
  written.sort((a, b) => compareAddresses(accounts[a] ?? '', accounts[b] ?? ''));
  order.splice(layout.signers, written.length, ...written);

  const places = new Uint8Array(accounts.length);
  for (const [place, before] of order.entries()) {
    places[before] = place;
    const changed = replaced.has(known.accounts[before] ?? own.wallet);
    message.set(
      changed ? bytesOf(accounts[before] ?? '') : accountAt(known, before),
      layout.accountsAt + ADDRESS_BYTES * place,
    );
  }
  for (const { accountsAt, accountCount } of layout.instructions)
    for (let at = accountsAt; at < accountsAt + accountCount; at++) message[at] = places[message[at] ?? 0] ?? 0;
  return message;
}

function accountAt({ message, layout }: OwnedMessage, index: number): Uint8Array {
  const at = layout.accountsAt + ADDRESS_BYTES * index;
  return message.subarray(at, at + ADDRESS_BYTES);
}

function bytesOf(text: string): Uint8Array {
  const bytes = base58Decode(text, ADDRESS_BYTES);
  if (bytes === undefined) throw new RangeError(`${text} is not an address`);
  return bytes;
}
