import { type AccountMeta, AccountRole, type Address, address, createNoopSigner, type Instruction } from '@solana/kit';
import { getSetComputeUnitLimitInstruction, getSetComputeUnitPriceInstruction } from '@solana-program/compute-budget';
import { getAddMemoInstruction } from '@solana-program/memo';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
  getSyncNativeInstruction,
} from '@solana-program/token';
import { type ListedCpmmPool, type ListedDlmmPool, listedPool } from '../market/listing.ts';
import type { PlannedLeg } from '../routing/legPlan.ts';
import { BASE_UNITS, LEG_UNITS } from '../routing/networkFee.ts';
import { type Mint, SOL } from '../tokens/token.ts';
import { CPMM_AUTHORITY, CPMM_SWAP_BASE_INPUT, DLMM_EVENT_AUTHORITY, DLMM_SWAP, PROGRAMS } from './programs.ts';

const readonly = (account: string): AccountMeta => ({ address: address(account), role: AccountRole.READONLY });
const writable = (account: string): AccountMeta => ({ address: address(account), role: AccountRole.WRITABLE });
const signer = (account: string): AccountMeta => ({ address: address(account), role: AccountRole.READONLY_SIGNER });

/** Data of both venues' swaps: discriminator, input and least output as little-endian u64. */
function swapData(discriminator: readonly number[], leg: PlannedLeg): Uint8Array {
  const data = new Uint8Array(24);
  data.set(discriminator, 0);
  const view = new DataView(data.buffer);
  view.setBigUint64(8, leg.amountIn, true);
  view.setBigUint64(16, leg.minOut, true);
  return data;
}

type LegAccounts = {
  readonly wallet: string;
  readonly leg: PlannedLeg;
  readonly userIn: Address;
  readonly userOut: Address;
};

/** Raydium CPMM `swap_base_input`, accounts in the program's order. */
function cpmmSwap(pool: ListedCpmmPool, { wallet, leg, userIn, userOut }: LegAccounts): Instruction {
  const xIn = leg.mintIn === pool.mintX;
  const { config, vaultX, vaultY, observation } = pool.accounts;
  return {
    programAddress: PROGRAMS.raydiumCpmm,
    accounts: [
      signer(wallet),
      readonly(CPMM_AUTHORITY),
      readonly(config),
      writable(pool.address),
      writable(userIn),
      writable(userOut),
      writable(xIn ? vaultX : vaultY),
      writable(xIn ? vaultY : vaultX),
      readonly(PROGRAMS.token),
      readonly(PROGRAMS.token),
      readonly(leg.mintIn),
      readonly(leg.mintOut),
      writable(observation),
    ],
    data: swapData(CPMM_SWAP_BASE_INPUT, leg),
  };
}

/** Meteora DLMM `swap`: the optional accounts (bitmap extension, host fee) are the program itself, the bin arrays come last. */
function dlmmSwap(
  pool: ListedDlmmPool,
  { wallet, leg, userIn, userOut }: LegAccounts,
  binArrays: readonly Address[],
): Instruction {
  return {
    programAddress: PROGRAMS.meteoraDlmm,
    accounts: [
      writable(pool.address),
      readonly(PROGRAMS.meteoraDlmm),
      writable(pool.accounts.reserveX),
      writable(pool.accounts.reserveY),
      writable(userIn),
      writable(userOut),
      readonly(pool.mintX),
      readonly(pool.mintY),
      writable(pool.accounts.oracle),
      readonly(PROGRAMS.meteoraDlmm),
      signer(wallet),
      readonly(PROGRAMS.token),
      readonly(PROGRAMS.token),
      readonly(DLMM_EVENT_AUTHORITY),
      readonly(PROGRAMS.meteoraDlmm),
      ...binArrays.map(writable),
    ],
    data: swapData(DLMM_SWAP, leg),
  };
}

/** The compute units that a transaction of these legs asks for. */
function computeUnitLimitOf(legs: readonly PlannedLeg[]): number {
  return legs.reduce((units, leg) => units + LEG_UNITS[leg.venue], BASE_UNITS);
}

/** Where in the list an instruction stands whose data changes from order to order. */
export type InstructionPlaces = {
  readonly computeUnitPrice: number;
  readonly memo: number;
  /** The transfer that wraps SOL, undefined when SOL is not spent. */
  readonly transfer: number | undefined;
  readonly legs: readonly number[];
};

export type SwapInstructions = { readonly instructions: readonly Instruction[]; readonly places: InstructionPlaces };

/**
 * The instructions of a swap, in order: compute budget, memo, the token accounts that may be missing, wrapping of what is spent in SOL
 * (transfer and SyncNative), the legs, and CloseAccount when a wSOL account was used, which unwraps what is in it and returns its rent.
 * `tokenAccounts` holds the wallet's account of every mint of the legs, `binArrays` one list per leg (empty for Raydium).
 */
export function swapInstructions(opts: {
  readonly wallet: string;
  readonly legs: readonly PlannedLeg[];
  readonly memo: string;
  readonly computeUnitPrice: bigint;
  readonly tokenAccounts: ReadonlyMap<Mint, Address>;
  readonly binArrays: readonly (readonly Address[])[];
}): SwapInstructions {
  const { wallet, legs, tokenAccounts, binArrays } = opts;
  const owner = createNoopSigner(address(wallet));
  const accountOf = (mint: Mint): Address => {
    const account = tokenAccounts.get(mint);
    if (account === undefined) throw new RangeError(`no token account was given for ${mint}`);
    return account;
  };
  const create = (mint: Mint) =>
    getCreateAssociatedTokenIdempotentInstruction({
      payer: owner,
      ata: accountOf(mint),
      owner: owner.address,
      mint: address(mint),
    });

  const instructions: Instruction[] = [];
  const push = (instruction: Instruction) => instructions.push(instruction) - 1;

  push(getSetComputeUnitLimitInstruction({ units: computeUnitLimitOf(legs) }));
  const computeUnitPrice = push(getSetComputeUnitPriceInstruction({ microLamports: opts.computeUnitPrice }));
  const memo = push(getAddMemoInstruction({ memo: opts.memo }, { programAddress: PROGRAMS.memo }));

  const mintIn = legs[0]?.mintIn;
  const received = [...new Set(legs.map((leg) => leg.mintOut))];
  let transfer: number | undefined;
  if (mintIn === SOL.mint) {
    push(create(SOL.mint));
    const lamports = legs.reduce((sum, leg) => (leg.mintIn === SOL.mint ? sum + leg.amountIn : sum), 0n);
    transfer = push(getTransferSolInstruction({ source: owner, destination: accountOf(SOL.mint), amount: lamports }));
    push(getSyncNativeInstruction({ account: accountOf(SOL.mint) }));
  }
  for (const mint of received) push(create(mint));

  const legPlaces = legs.map((leg, i) => {
    const pool = listedPool(leg.pool);
    const accounts = { wallet, leg, userIn: accountOf(leg.mintIn), userOut: accountOf(leg.mintOut) };
    return push(pool.venue === 'raydium' ? cpmmSwap(pool, accounts) : dlmmSwap(pool, accounts, binArrays[i] ?? []));
  });
  if (mintIn === SOL.mint || received.includes(SOL.mint)) {
    push(getCloseAccountInstruction({ account: accountOf(SOL.mint), destination: owner.address, owner }));
  }
  return { instructions, places: { computeUnitPrice, memo, transfer, legs: legPlaces } };
}
