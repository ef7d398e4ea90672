import { type AccountMeta, AccountRole, type Address, address } from '@solana/kit';

/** The accounts of an instruction with their roles (signer, writable). */
export const readonlyAccount = (account: string): AccountMeta => ({
  address: address(account),
  role: AccountRole.READONLY,
});
export const writableAccount = (account: string): AccountMeta => ({
  address: address(account),
  role: AccountRole.WRITABLE,
});
export const signerAccount = (account: Address): AccountMeta => ({
  address: account,
  role: AccountRole.READONLY_SIGNER,
});
