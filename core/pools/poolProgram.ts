import type { Address, Instruction } from '@solana/kit';
import type { z } from 'zod';
import type { Mint } from '../tokens/token.ts';
import type { ListedPoolBase, PoolStateBase, WireOf } from './listedPool.ts';
import type { PoolAddress, PoolBase } from './poolBase.ts';
import type { PoolKind } from './poolKind.ts';

/** Accounts with what they are, for people. */
export type NamedAccounts = readonly (readonly [address: string, name: string])[];

/** One swap as its instruction says it: exactly `amountIn` goes in, less than `minOut` fails. Base units. */
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
  /** Their indexes in the instruction's order, undefined for an account that is none of the pool's. */
  readonly named: readonly (number | undefined)[];
};

/** What a program's decoder finds in a swap instruction. */
export type DecodedSwap = SwapTerms & {
  readonly pool: PoolAddress;
  /** The wallet's token accounts. */
  readonly userIn: string;
  readonly userOut: string;
  /** The derived accounts that are named, in their order. */
  readonly priceAccounts: readonly string[];
};

/** One instruction in the hands of a program's decoder: each method throws InvalidInstruction where the program would refuse. */
export type SwapReader<L extends ListedPoolBase = ListedPoolBase> = {
  readonly accounts: readonly string[];
  readonly feePayer: string;
  account(place: number): string;
  expectAccount(place: number, expected: string): void;
  /** Holds the data to a length and its first bytes. */
  expectData(length: number, discriminator: readonly number[]): void;
  u64(at: number): bigint;
  byte(at: number): number;
  /** The listed pool at a place, which has to be of the program's kind. */
  pool(place: number): L;
  /** The mint of a token account that the transaction creates; undefined for any other. */
  mintOf(account: string): Mint | undefined;
  refuse(message: string): never;
};

/** The side of a kind of pool that builds and reads transactions and checks what comes over the wire. Needs Kit and zod. */
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
  /** Accounts that are the same in every swap of the program, beside the program itself. */
  readonly knownAccounts: NamedAccounts;
  /** Where the amounts stand in the instruction's data, little-endian u64: what a kept message is patched with. */
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
  /** The swap that an instruction of this program says, every account checked against the listing. */
  decode(reader: SwapReader<L>): DecodedSwap;
  /** What the accounts of a swap are. `name` is the pool's (`Raydium SOL/USDC`), `x` and `y` the symbols of its tokens. */
  accountNames(opts: {
    readonly listed: L;
    readonly priceAccounts: readonly string[];
    readonly name: string;
    readonly x: string;
    readonly y: string;
  }): NamedAccounts;
  /** Holds a swap to the derived accounts that were named, as the program does. Throws PoolRefusal (`wrong-accounts`). */
  checkPriceAccounts(swap: SwapWithAccounts<P>): void;
};
