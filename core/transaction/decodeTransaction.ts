import { type ListedPool, poolAt } from '../market/listing.ts';
import type { PoolAddress, Venue } from '../pools/pool.ts';
import { listedToken, type Mint, SOL, tokenByMint } from '../tokens/token.ts';
import { base58Encode } from './base58.ts';
import { type InstructionLayout, MalformedMessage, type MessageLayout, messageLayout } from './messageLayout.ts';
import { CPMM_AUTHORITY, CPMM_SWAP_BASE_INPUT, DLMM_EVENT_AUTHORITY, DLMM_SWAP, PROGRAMS } from './programs.ts';
import { signatureText, splitWire } from './wire.ts';

type Base = { readonly program: string; readonly programAddress: string; readonly accounts: readonly string[] };

/** A swap on a listed pool, as its instruction says it. Amounts are base units. */
export type SwapInstruction = Base & {
  readonly kind: 'swap';
  readonly venue: Venue;
  readonly pool: PoolAddress;
  readonly mintIn: Mint;
  readonly mintOut: Mint;
  readonly userIn: string;
  readonly userOut: string;
  readonly amountIn: bigint;
  readonly minOut: bigint;
  /** Addresses of the bin arrays named, empty for Raydium. */
  readonly binArrays: readonly string[];
};

/** One instruction with its fields parsed. `wrap…` and `unwrap` name what they do for SOL. */
export type DecodedInstruction =
  | (Base & { readonly kind: 'compute-unit-limit'; readonly units: number })
  | (Base & { readonly kind: 'compute-unit-price'; readonly microLamports: bigint })
  | (Base & { readonly kind: 'memo'; readonly text: string })
  | (Base & {
      readonly kind: 'create-token-account';
      readonly account: string;
      readonly owner: string;
      readonly mint: Mint;
      readonly symbol: string;
    })
  | (Base & { readonly kind: 'wrap-transfer'; readonly from: string; readonly to: string; readonly lamports: bigint })
  | (Base & { readonly kind: 'wrap-sync'; readonly account: string })
  | (Base & { readonly kind: 'unwrap'; readonly account: string; readonly to: string })
  | SwapInstruction;

export type DecodedTransaction = {
  /** The transaction's id, base58. */
  readonly signature: string;
  readonly signatureBytes: Uint8Array;
  /** The bytes that the signature is over. */
  readonly message: Uint8Array;
  readonly feePayer: string;
  readonly feePayerBytes: Uint8Array;
  readonly blockhash: string;
  readonly accounts: readonly { readonly address: string; readonly signer: boolean; readonly writable: boolean }[];
  readonly instructions: readonly DecodedInstruction[];
  /** Text of the first memo, undefined when there is none. */
  readonly memo: string | undefined;
};

/**
 * Thrown when an instruction is not one that the listed programs would take: unknown program or instruction, wrong accounts or data.
 * `error` is the name in Solana's InstructionError.
 */
export class InvalidInstruction extends Error {
  override readonly name = 'InvalidInstruction';
  readonly index: number;
  readonly error: 'InvalidInstructionData' | 'InvalidArgument' | 'MissingRequiredSignature' | 'UnsupportedProgramId';
  constructor(opts: { index: number; error: InvalidInstruction['error']; message: string }) {
    super(opts.message);
    this.index = opts.index;
    this.error = opts.error;
  }
}

/** Base58 of 32-byte keys, remembered: the same few accounts are in every transaction. */
const MAX_KNOWN_KEYS = 50_000;
const knownKeys = new Map<string, string>();

function keyText(bytes: Uint8Array): string {
  const raw = String.fromCharCode(...bytes);
  const known = knownKeys.get(raw);
  if (known !== undefined) return known;
  const text = base58Encode(bytes);
  if (knownKeys.size >= MAX_KNOWN_KEYS) knownKeys.clear();
  knownKeys.set(raw, text);
  return text;
}

type Context = {
  readonly index: number;
  readonly message: Uint8Array;
  readonly view: DataView;
  readonly layout: InstructionLayout;
  readonly accounts: readonly string[];
  readonly feePayer: string;
};

function invalid(context: Context, error: InvalidInstruction['error'], message: string): never {
  throw new InvalidInstruction({ index: context.index, error, message });
}

function account(context: Context, place: number): string {
  return context.accounts[place] ?? invalid(context, 'InvalidArgument', `account ${place} is missing`);
}

function expectAccount(context: Context, place: number, expected: string): void {
  if (account(context, place) !== expected) invalid(context, 'InvalidArgument', `account ${place} must be ${expected}`);
}

function expectData(context: Context, length: number): number {
  const { dataAt, dataLength } = context.layout;
  if (dataLength !== length) invalid(context, 'InvalidInstructionData', `the data must have ${length} bytes`);
  return dataAt;
}

function computeBudget(context: Context): DecodedInstruction {
  const base = { program: 'Compute Budget', programAddress: PROGRAMS.computeBudget, accounts: context.accounts };
  switch (context.message[context.layout.dataAt]) {
    case 2:
      return { ...base, kind: 'compute-unit-limit', units: context.view.getUint32(expectData(context, 5) + 1, true) };
    case 3:
      return {
        ...base,
        kind: 'compute-unit-price',
        microLamports: context.view.getBigUint64(expectData(context, 9) + 1, true),
      };
    default:
      return invalid(context, 'InvalidInstructionData', 'only the limit and the price of compute units can be set');
  }
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

function memo(context: Context): DecodedInstruction {
  const { dataAt, dataLength } = context.layout;
  try {
    const text = strictUtf8.decode(context.message.subarray(dataAt, dataAt + dataLength));
    // Text that can't be stored is refused at the door, as one bad transaction must not hold up a slot.
    if (text.includes('\0')) throw new RangeError('NUL');
    return { program: 'Memo', programAddress: PROGRAMS.memo, accounts: context.accounts, kind: 'memo', text };
  } catch {
    return invalid(context, 'InvalidInstructionData', 'a memo must be UTF-8 without NUL');
  }
}

function createTokenAccount(context: Context): DecodedInstruction {
  if (context.message[expectData(context, 1)] !== 1)
    invalid(context, 'InvalidInstructionData', 'only idempotent creation is taken');
  expectAccount(context, 0, context.feePayer);
  expectAccount(context, 4, PROGRAMS.system);
  expectAccount(context, 5, PROGRAMS.token);
  const mint = account(context, 3);
  if (tokenByMint(mint) === undefined) invalid(context, 'InvalidArgument', `no token with the mint ${mint} is listed`);
  const token = listedToken(mint);
  return {
    program: 'Associated Token',
    programAddress: PROGRAMS.associatedToken,
    accounts: context.accounts,
    kind: 'create-token-account',
    account: account(context, 1),
    owner: account(context, 2),
    mint: token.mint,
    symbol: token.mint === SOL.mint ? 'wSOL' : token.symbol,
  };
}

const SYSTEM_TRANSFER = 2;
const TOKEN_CLOSE_ACCOUNT = 9;
const TOKEN_SYNC_NATIVE = 17;

function system(context: Context): DecodedInstruction {
  const at = expectData(context, 12);
  if (context.view.getUint32(at, true) !== SYSTEM_TRANSFER)
    invalid(context, 'InvalidInstructionData', 'only a transfer is taken');
  expectAccount(context, 0, context.feePayer);
  return {
    program: 'System',
    programAddress: PROGRAMS.system,
    accounts: context.accounts,
    kind: 'wrap-transfer',
    from: account(context, 0),
    to: account(context, 1),
    lamports: context.view.getBigUint64(at + 4, true),
  };
}

function token(context: Context): DecodedInstruction {
  const base = { program: 'Token', programAddress: PROGRAMS.token, accounts: context.accounts };
  switch (context.message[expectData(context, 1)]) {
    case TOKEN_SYNC_NATIVE:
      return { ...base, kind: 'wrap-sync', account: account(context, 0) };
    case TOKEN_CLOSE_ACCOUNT:
      expectAccount(context, 2, context.feePayer);
      return { ...base, kind: 'unwrap', account: account(context, 0), to: account(context, 1) };
    default:
      return invalid(context, 'InvalidInstructionData', 'only SyncNative and CloseAccount are taken');
  }
}

function expectDiscriminator(context: Context, discriminator: readonly number[]): number {
  const at = expectData(context, 24);
  for (const [i, byte] of discriminator.entries()) {
    if (context.message[at + i] !== byte)
      invalid(context, 'InvalidInstructionData', 'the program has no such instruction here');
  }
  return at;
}

function poolOf<V extends Venue>(context: Context, place: number, venue: V): Extract<ListedPool, { venue: V }> {
  const pool = poolAt(account(context, place));
  if (pool?.venue !== venue) invalid(context, 'InvalidArgument', `account ${place} is no pool of ${venue}`);
  return pool as Extract<ListedPool, { venue: V }>;
}

function cpmmSwap(context: Context): SwapInstruction {
  const at = expectDiscriminator(context, CPMM_SWAP_BASE_INPUT);
  const pool = poolOf(context, 3, 'raydium');
  const mintIn = account(context, 10);
  const xIn = mintIn === pool.mintX;
  if (!xIn && mintIn !== pool.mintY) invalid(context, 'InvalidArgument', 'the pool does not trade the input mint');
  expectAccount(context, 0, context.feePayer);
  expectAccount(context, 1, CPMM_AUTHORITY);
  expectAccount(context, 2, pool.accounts.config);
  expectAccount(context, 6, xIn ? pool.accounts.vaultX : pool.accounts.vaultY);
  expectAccount(context, 7, xIn ? pool.accounts.vaultY : pool.accounts.vaultX);
  expectAccount(context, 8, PROGRAMS.token);
  expectAccount(context, 9, PROGRAMS.token);
  expectAccount(context, 11, xIn ? pool.mintY : pool.mintX);
  expectAccount(context, 12, pool.accounts.observation);
  return {
    program: 'Raydium CPMM',
    programAddress: PROGRAMS.raydiumCpmm,
    accounts: context.accounts,
    kind: 'swap',
    venue: 'raydium',
    pool: pool.address,
    mintIn: xIn ? pool.mintX : pool.mintY,
    mintOut: xIn ? pool.mintY : pool.mintX,
    userIn: account(context, 4),
    userOut: account(context, 5),
    amountIn: context.view.getBigUint64(at + 8, true),
    minOut: context.view.getBigUint64(at + 16, true),
    binArrays: [],
  };
}

/** The fixed accounts of DLMM's `swap`; bin arrays follow them. */
const DLMM_FIXED_ACCOUNTS = 15;

/** Which way a DLMM swap goes is told by the mints of the user's accounts, which the wallet's created or known accounts say. */
function dlmmSwap(context: Context, mintOfAccount: ReadonlyMap<string, Mint>): SwapInstruction {
  const at = expectDiscriminator(context, DLMM_SWAP);
  const pool = poolOf(context, 0, 'meteora');
  expectAccount(context, 1, PROGRAMS.meteoraDlmm);
  expectAccount(context, 2, pool.accounts.reserveX);
  expectAccount(context, 3, pool.accounts.reserveY);
  expectAccount(context, 6, pool.mintX);
  expectAccount(context, 7, pool.mintY);
  expectAccount(context, 8, pool.accounts.oracle);
  expectAccount(context, 9, PROGRAMS.meteoraDlmm);
  expectAccount(context, 10, context.feePayer);
  expectAccount(context, 11, PROGRAMS.token);
  expectAccount(context, 12, PROGRAMS.token);
  expectAccount(context, 13, DLMM_EVENT_AUTHORITY);
  expectAccount(context, 14, PROGRAMS.meteoraDlmm);
  const userOut = account(context, 5);
  const mintOut = mintOfAccount.get(userOut);
  if (mintOut !== pool.mintX && mintOut !== pool.mintY) {
    invalid(context, 'InvalidArgument', 'the transaction does not create the account that the swap pays into');
  }
  return {
    program: 'Meteora DLMM',
    programAddress: PROGRAMS.meteoraDlmm,
    accounts: context.accounts,
    kind: 'swap',
    venue: 'meteora',
    pool: pool.address,
    mintIn: mintOut === pool.mintX ? pool.mintY : pool.mintX,
    mintOut,
    userIn: account(context, 4),
    userOut,
    amountIn: context.view.getBigUint64(at + 8, true),
    minOut: context.view.getBigUint64(at + 16, true),
    binArrays: context.accounts.slice(DLMM_FIXED_ACCOUNTS),
  };
}

function decodeInstruction(context: Context, program: string, mintOfAccount: Map<string, Mint>): DecodedInstruction {
  switch (program) {
    case PROGRAMS.computeBudget:
      return computeBudget(context);
    case PROGRAMS.memo:
      return memo(context);
    case PROGRAMS.associatedToken: {
      const created = createTokenAccount(context);
      if (created.kind === 'create-token-account') mintOfAccount.set(created.account, created.mint);
      return created;
    }
    case PROGRAMS.system:
      return system(context);
    case PROGRAMS.token:
      return token(context);
    case PROGRAMS.raydiumCpmm:
      return cpmmSwap(context);
    case PROGRAMS.meteoraDlmm:
      return dlmmSwap(context, mintOfAccount);
    default:
      return invalid(context, 'UnsupportedProgramId', `the program ${program} is not known here`);
  }
}

function accountsOf(message: Uint8Array, layout: MessageLayout): string[] {
  return Array.from({ length: layout.accountCount }, (_, i) =>
    keyText(message.subarray(layout.accountsAt + 32 * i, layout.accountsAt + 32 * (i + 1))),
  );
}

/**
 * The instructions of a message of this engine, with every account checked against the listing. Throws MalformedMessage when the bytes are
 * no v0 message, InvalidInstruction for an instruction that a program would not take.
 */
export function decodeTransaction(wire: Uint8Array): DecodedTransaction {
  const parts = splitWire(wire);
  if (parts === undefined) throw new MalformedMessage('the bytes are no transaction with one signature');
  const { signature, message } = parts;
  const layout = messageLayout(message);
  if (layout.signers !== 1) throw new MalformedMessage('exactly one signer is expected');
  const addresses = accountsOf(message, layout);
  const feePayer = addresses[0] ?? '';
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const mintOfAccount = new Map<string, Mint>();
  const instructions = layout.instructions.map((instruction, index) => {
    const accounts: string[] = [];
    for (let i = 0; i < instruction.accountCount; i++) {
      accounts.push(addresses[message[instruction.accountsAt + i] ?? 0] ?? '');
    }
    const program = addresses[instruction.programIndex] ?? '';
    return decodeInstruction({ index, message, view, layout: instruction, accounts, feePayer }, program, mintOfAccount);
  });
  const firstMemo = instructions.find((instruction) => instruction.kind === 'memo');
  return {
    signature: signatureText(signature),
    signatureBytes: signature,
    message,
    feePayer,
    feePayerBytes: message.subarray(layout.accountsAt, layout.accountsAt + 32),
    blockhash: keyText(message.subarray(layout.blockhashAt, layout.blockhashAt + 32)),
    accounts: addresses.map((address, i) => ({
      address,
      signer: i === 0,
      writable: i === 0 || i < layout.accountCount - layout.readonlyOthers,
    })),
    instructions,
    memo: firstMemo?.kind === 'memo' ? firstMemo.text : undefined,
  };
}

/** The swaps of a transaction, in order. */
export function swapsOf(transaction: DecodedTransaction): readonly SwapInstruction[] {
  return transaction.instructions.filter((instruction) => instruction.kind === 'swap');
}
