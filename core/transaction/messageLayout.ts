/** The offsets of an instruction's parts in the bytes of a message. */
export type InstructionLayout = {
  readonly programIndex: number;
  /** Offset and number of the account indexes, one byte each. */
  readonly accountsAt: number;
  readonly accountCount: number;
  readonly dataAt: number;
  readonly dataLength: number;
};

/** The offsets of the parts of a v0 message. */
export type MessageLayout = {
  readonly signers: number;
  readonly readonlySigners: number;
  readonly readonlyOthers: number;
  readonly accountsAt: number;
  readonly accountCount: number;
  readonly blockhashAt: number;
  readonly instructions: readonly InstructionLayout[];
};

/** Thrown when bytes are not a v0 message without lookup tables; this engine builds, and this chain accepts, no other messages. */
export class MalformedMessage extends Error {
  override readonly name = 'MalformedMessage';
}

/** Reads Solana's compact-u16 lengths and single bytes, and checks every bound. */
class Reader {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw new MalformedMessage('the message ends too early');
    this.at += 1;
    return value;
  }

  length(): number {
    let value = 0;
    for (let shift = 0; shift < 21; shift += 7) {
      const part = this.byte();
      value |= (part & 127) << shift;
      if (part < 128) {
        if (value > 0xffff || (part === 0 && shift > 0)) break;
        return value;
      }
    }
    throw new MalformedMessage('a length is not a compact u16');
  }

  skip(count: number): number {
    const start = this.at;
    this.at += count;
    if (this.at > this.bytes.length) throw new MalformedMessage('the message ends too early');
    return start;
  }
}

const VERSION_0 = 0x80;

/** The layout of a v0 message without address lookup tables. Throws MalformedMessage. */
export function messageLayout(message: Uint8Array): MessageLayout {
  const reader = new Reader(message);
  if (reader.byte() !== VERSION_0) throw new MalformedMessage('only messages of version 0 are taken');
  const signers = reader.byte();
  const readonlySigners = reader.byte();
  const readonlyOthers = reader.byte();
  const accountCount = reader.length();
  const accountsAt = reader.skip(32 * accountCount);
  const blockhashAt = reader.skip(32);
  if (signers < 1 || readonlySigners >= signers || signers + readonlyOthers > accountCount) {
    throw new MalformedMessage('the header does not fit the accounts');
  }
  const instructions: InstructionLayout[] = [];
  for (let left = reader.length(); left > 0; left--) {
    const programIndex = reader.byte();
    const accounts = reader.length();
    const accountsStart = reader.skip(accounts);
    const dataLength = reader.length();
    const dataAt = reader.skip(dataLength);
    instructions.push({ programIndex, accountsAt: accountsStart, accountCount: accounts, dataAt, dataLength });
  }
  if (reader.length() !== 0) throw new MalformedMessage('address lookup tables are not taken');
  if (reader.at !== message.length) throw new MalformedMessage('bytes follow the message');
  for (const instruction of instructions) {
    if (instruction.programIndex >= accountCount) throw new MalformedMessage('an instruction names no account');
    for (let i = 0; i < instruction.accountCount; i++) {
      if ((message[instruction.accountsAt + i] ?? 0) >= accountCount) {
        throw new MalformedMessage('an instruction names no account');
      }
    }
  }
  return { signers, readonlySigners, readonlyOthers, accountsAt, accountCount, blockhashAt, instructions };
}
