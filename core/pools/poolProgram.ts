import type { Address, Instruction } from '@solana/kit';
import type { z } from 'zod';
import type { Mint } from '../tokens/token.ts';
import type { ListedPoolBase, PoolStateBase, WireOf } from './listedPool.ts';
import type { PoolAddress, PoolBase } from './poolBase.ts';
import type { PoolKind } from './poolKind.ts';

/** Accounts with their names for display. */
export type NamedAccounts = readonly (readonly [address: string, name: string])[];

/** The amounts in a swap's instruction: it takes exactly `amountIn` and fails below `minOut`. Base units. */
export type SwapTerms = {
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly amountIn: bigint;
  readonly minOut: bigint;
};

/** A swap from one state of a pool to another, and the derived accounts that its instruction named. */
export type SwapWithAccounts<P extends PoolBase = PoolBase> = {
  readonly before: P;
  readonly after: P;
  readonly mintIn: Mint;
  /** Their indexes in the instruction's order; undefined for an account that does not belong to the pool. */
  readonly named: readonly (number | undefined)[];
};

/** A decoded swap instruction. */
export type DecodedSwap = SwapTerms & {
  readonly pool: PoolAddress;
  /** The wallet's token accounts. */
  readonly userIn: string;
  readonly userOut: string;
  /** The derived accounts of the instruction, in its order. */
  readonly priceAccounts: readonly string[];
};

/** An instruction for a program's decoder; each method throws InvalidInstruction where the program would refuse. */
export type SwapReader<L extends ListedPoolBase = ListedPoolBase> = {
  readonly accounts: readonly string[];
  readonly feePayer: string;
  account(place: number): string;
  expectAccount(place: number, expected: string): void;
  /** Checks the data's length and first bytes. */
  expectData(length: number, discriminator: readonly number[]): void;
  u64(at: number): bigint;
  byte(at: number): number;
  /** The listed pool at an index of the accounts; it must be of the program's kind. */
  pool(place: number): L;
  /** The mint of a token account that the transaction creates; undefined for any other. */
  mintOf(account: string): Mint | undefined;
  refuse(message: string): never;
};

/** The part of a kind of pool that builds and reads transactions, and checks data from the wire. Needs Kit and zod. */
export type PoolProgram<
  P extends PoolBase = PoolBase,
  L extends ListedPoolBase = ListedPoolBase,
  S extends PoolStateBase = PoolStateBase,
> = {
  readonly kind: PoolKind<P, L>;
  readonly address: Address;
  /** `Raydium CPMM`. */
  readonly name: string;
  /** A pool in the listing, on the wire. */
  readonly listedSchema: z.ZodType<WireOf<L>>;
  /** A state in a snapshot. */
  readonly stateSchema: z.ZodType<S>;
  /** Accounts that are the same in every swap of the program, besides the program itself. */
  readonly knownAccounts: NamedAccounts;
  /** The offsets of the amounts in the instruction's data, little-endian u64, at which a cached message is patched. */
  readonly amountInAt: number;
  readonly minOutAt: number;

  /** The address of one of the kind's priceAccounts. Throws RangeError for a kind without any. */
  priceAccountAddress(pool: PoolAddress, index: number): Promise<Address>;
  /** The swap's instruction, accounts in the program's order. */
  instruction(opts: {
    readonly listed: L;
    readonly swap: SwapTerms;
    readonly wallet: Address;
    readonly userIn: Address;
    readonly userOut: Address;
    readonly priceAccounts: readonly Address[];
  }): Instruction;
  /** Decodes an instruction of this program, and checks every account against the listing. */
  decode(reader: SwapReader<L>): DecodedSwap;
  /** Names of a swap's accounts. `name` is the pool's (`Raydium SOL/USDC`), `x` and `y` the symbols of its tokens. */
  accountNames(opts: {
    readonly listed: L;
    readonly priceAccounts: readonly string[];
    readonly name: string;
    readonly x: string;
    readonly y: string;
  }): NamedAccounts;
  /** Checks the named derived accounts against a swap, as the program does. Throws PoolRefusal (`wrong-accounts`). */
  checkPriceAccounts(swap: SwapWithAccounts<P>): void;
};
