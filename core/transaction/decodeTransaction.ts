import { poolAt } from '../market/listing.ts';
import { Remembered } from '../memory/remembered.ts';
import { programAt } from '../pools/all/poolPrograms.ts';
import type { DecodedSwap, PoolProgram, SwapReader } from '../pools/poolProgram.ts';
import { listedToken, type Mint, SOL, tokenByMint } from '../tokens/token.ts';
import type { VenueId } from '../venues/venue.ts';
import { base58Encode } from './base58.ts';
import { type InstructionLayout, MalformedMessage, type MessageLayout, messageLayout } from './messageLayout.ts';
import { PROGRAMS } from './programs.ts';
import { signatureText, splitWire } from './wire.ts';

type Base = { readonly program: string; readonly programAddress: string; readonly accounts: readonly string[] };

/** A swap on a listed pool, as decoded from its instruction. Amounts are base units. */
export type SwapInstruction = Base &
  DecodedSwap & {
    readonly kind: 'swap';
    readonly venue: VenueId;
    /** The kind of the pool, whose program the instruction calls. */
    readonly poolKind: string;
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
 * Thrown when the listed programs would not accept an instruction: unknown program or instruction, wrong accounts or data. `error` is the name in
 * Solana's InstructionError.
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

/** Base58 of 32-byte keys: the same few accounts are in every transaction. */
const keyTexts = new Remembered<string, string>(50_000);

const keyText = (bytes: Uint8Array) => keyTexts.get(String.fromCharCode(...bytes), () => base58Encode(bytes));

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
    // Refuses text that can't be stored here, because one bad transaction must not block a slot.
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

/** An instruction as a pool's program reads it. Throws InvalidInstruction where the program would refuse. */
function swapReader(context: Context, program: PoolProgram, mintOfAccount: ReadonlyMap<string, Mint>): SwapReader {
  const { dataAt, dataLength } = context.layout;
  const within = (at: number, bytes: number): number => {
    if (at < 0 || at + bytes > dataLength) invalid(context, 'InvalidInstructionData', 'the data is too short');
    return dataAt + at;
  };
  return {
    accounts: context.accounts,
    feePayer: context.feePayer,
    account: (place) => account(context, place),
    expectAccount: (place, expected) => expectAccount(context, place, expected),
    expectData(length, discriminator) {
      expectData(context, length);
      for (const [i, byte] of discriminator.entries()) {
        if (context.message[dataAt + i] !== byte)
          invalid(context, 'InvalidInstructionData', 'the program has no such instruction here');
      }
    },
    u64: (at) => context.view.getBigUint64(within(at, 8), true),
    byte: (at) => context.view.getUint8(within(at, 1)),
    pool(place) {
      const pool = poolAt(account(context, place));
      if (pool?.kind === program.kind.name) return pool;
      return invalid(context, 'InvalidArgument', `account ${place} is no pool of ${program.name}`);
    },
    mintOf: (account) => mintOfAccount.get(account),
    refuse: (message) => invalid(context, 'InvalidArgument', message),
  };
}

function swap(context: Context, program: PoolProgram, mintOfAccount: ReadonlyMap<string, Mint>): SwapInstruction {
  return {
    program: program.name,
    programAddress: program.address,
    accounts: context.accounts,
    kind: 'swap',
    venue: program.kind.venue.id,
    poolKind: program.kind.name,
    ...program.decode(swapReader(context, program, mintOfAccount)),
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
    default: {
      const pools = programAt(program);
      if (pools !== undefined) return swap(context, pools, mintOfAccount);
      return invalid(context, 'UnsupportedProgramId', `the program ${program} is not known here`);
    }
  }
}

function accountsOf(message: Uint8Array, layout: MessageLayout): string[] {
  return Array.from({ length: layout.accountCount }, (_, i) =>
    keyText(message.subarray(layout.accountsAt + 32 * i, layout.accountsAt + 32 * (i + 1))),
  );
}

/**
 * The instructions of a message of this engine, with every account checked against the listing. Throws MalformedMessage when the bytes are not a
 * v0 message, InvalidInstruction for an instruction that a program would not accept.
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
