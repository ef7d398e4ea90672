import type { LegFootprint } from '../pools/poolMath.ts';
import { type Mint, SOL } from '../tokens/token.ts';
import { transactionUnits } from './networkFee.ts';

/** Solana's limits for one transaction. */
export const MAX_TRANSACTION_BYTES = 1_232;
const MAX_COMPUTE_UNITS = 1_400_000;
export const MAX_ACCOUNTS = 64;

const ACCOUNT_BYTES = 32;
/** Signature count and signature; version, header, account count, blockhash, instruction count and table count. */
const ENVELOPE_BYTES = 1 + 64 + 1 + 3 + 1 + 32 + 1 + 1;
/** Program, number of accounts, length of the data. */
const INSTRUCTION_BYTES = 3;
/** `orderId:attempt`: a UUID, a colon and a digit. */
const MEMO_BYTES = 38;
/** Limit and price of compute units, and the memo. */
const FIXED_INSTRUCTIONS_BYTES = INSTRUCTION_BYTES + 5 + INSTRUCTION_BYTES + 9 + INSTRUCTION_BYTES + MEMO_BYTES;
/** Wallet, compute budget, memo, associated token, token and system program. */
const FIXED_ACCOUNTS = 6;
const CREATE_ACCOUNT_BYTES = INSTRUCTION_BYTES + 6 + 1;
/** Transfer, 2 accounts and 12 bytes; SyncNative, 2 accounts, of which the rent sysvar is named nowhere else, and 1 byte. */
const WRAP_BYTES = INSTRUCTION_BYTES + 2 + 12 + INSTRUCTION_BYTES + 2 + 1;
const WRAP_ACCOUNTS = 1;
/** CloseAccount, 3 accounts and 1 byte. */
const UNWRAP_BYTES = INSTRUCTION_BYTES + 3 + 1;

export type SizedLeg = { readonly mintIn: Mint; readonly mintOut: Mint; readonly footprint: LegFootprint };

export type TransactionSize = { readonly bytes: number; readonly accounts: number; readonly computeUnits: number };

/** The size of the transaction that compileSwap makes of legs whose first one spends the order's token. */
export function transactionSize(legs: readonly SizedLeg[]): TransactionSize {
  const mints = new Set<Mint>();
  const received = new Set<Mint>();
  const named = new Set<Mint>();
  const shared = new Set<string>();
  let accounts = FIXED_ACCOUNTS;
  let legUnits = 0;
  let bytes = ENVELOPE_BYTES + FIXED_INSTRUCTIONS_BYTES;
  for (const { mintIn, mintOut, footprint } of legs) {
    mints.add(mintIn).add(mintOut);
    received.add(mintOut);
    // The creation of the account that receives it names a mint too.
    named.add(mintOut);
    if (footprint.namesMints) named.add(mintIn);
    for (const account of footprint.sharedAccounts) shared.add(account);
    accounts += footprint.ownAccounts;
    legUnits += footprint.computeUnits;
    bytes += INSTRUCTION_BYTES + footprint.places + footprint.dataBytes;
  }
  bytes += received.size * CREATE_ACCOUNT_BYTES;
  if (legs[0]?.mintIn === SOL.mint) {
    named.add(SOL.mint);
    accounts += WRAP_ACCOUNTS;
    bytes += CREATE_ACCOUNT_BYTES + WRAP_BYTES;
  }
  if (mints.has(SOL.mint)) bytes += UNWRAP_BYTES;
  // Of each token the wallet's account, and the mint where it is named.
  accounts += shared.size + mints.size + named.size;
  const created = received.size + (legs[0]?.mintIn === SOL.mint ? 1 : 0);
  const computeUnits = transactionUnits({ legUnits, created });
  return { bytes: bytes + accounts * ACCOUNT_BYTES, accounts, computeUnits };
}

/** True when the legs fit one transaction. */
export function fitsTransaction(legs: readonly SizedLeg[]): boolean {
  const { bytes, accounts, computeUnits } = transactionSize(legs);
  return bytes <= MAX_TRANSACTION_BYTES && accounts <= MAX_ACCOUNTS && computeUnits <= MAX_COMPUTE_UNITS;
}
