import { type Address, address, createNoopSigner, type Instruction } from '@solana/kit';
import { getSetComputeUnitLimitInstruction, getSetComputeUnitPriceInstruction } from '@solana-program/compute-budget';
import { getAddMemoInstruction } from '@solana-program/memo';
import { getTransferSolInstruction } from '@solana-program/system';
import {
  getCloseAccountInstruction,
  getCreateAssociatedTokenIdempotentInstruction,
  getSyncNativeInstruction,
} from '@solana-program/token';
import { listedPool } from '../market/listing.ts';
import { programOf } from '../pools/all/poolPrograms.ts';
import type { PlannedLeg } from '../routing/legPlan.ts';
import { type Mint, SOL } from '../tokens/token.ts';
import { PROGRAMS } from './programs.ts';

/** The indexes of the instructions whose data differs between orders. */
export type InstructionPlaces = {
  readonly computeUnitLimit: number;
  readonly computeUnitPrice: number;
  readonly memo: number;
  /** The transfer that wraps SOL, undefined when SOL is not spent. */
  readonly transfer: number | undefined;
  readonly legs: readonly number[];
};

export type SwapInstructions = { readonly instructions: readonly Instruction[]; readonly places: InstructionPlaces };

/**
 * The instructions of a swap, in order: compute budget, memo, the token accounts that may be missing, wrapping of the SOL input (transfer and
 * SyncNative), the legs, and CloseAccount when a wSOL account was used, which unwraps its balance and returns its rent. `tokenAccounts` holds the
 * wallet's account of every mint of the legs, `priceAccounts` one list per leg, empty if a pool has none.
 */
export function swapInstructions(opts: {
  readonly wallet: string;
  readonly legs: readonly PlannedLeg[];
  readonly memo: string;
  readonly computeUnitLimit: number;
  readonly computeUnitPrice: bigint;
  readonly tokenAccounts: ReadonlyMap<Mint, Address>;
  readonly priceAccounts: readonly (readonly Address[])[];
}): SwapInstructions {
  const { wallet, legs, tokenAccounts } = opts;
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

  const computeUnitLimit = push(getSetComputeUnitLimitInstruction({ units: opts.computeUnitLimit }));
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
    return push(
      programOf(pool).instruction({
        listed: pool,
        swap: leg,
        wallet: owner.address,
        userIn: accountOf(leg.mintIn),
        userOut: accountOf(leg.mintOut),
        priceAccounts: opts.priceAccounts[i] ?? [],
      }),
    );
  });
  if (mintIn === SOL.mint || received.includes(SOL.mint)) {
    push(getCloseAccountInstruction({ account: accountOf(SOL.mint), destination: owner.address, owner }));
  }
  return { instructions, places: { computeUnitLimit, computeUnitPrice, memo, transfer, legs: legPlaces } };
}
