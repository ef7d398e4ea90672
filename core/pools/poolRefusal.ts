/**
 * Why a pool's program refuses a swap, with the same values for every program. `zero-output`: the input or the output is zero. `slippage`: the
 * output is below the bound. `no-liquidity`: the liquidity ends before the amount. `not-open`: disabled, paused or before its opening.
 * `overflow`: a number exceeds the program's integers. `wrong-accounts`: accounts that the swap needs are missing, unknown or out of order.
 * `invalid`: any other error of the instruction.
 */
export const REFUSAL_REASONS = [
  'zero-output',
  'slippage',
  'no-liquidity',
  'not-open',
  'overflow',
  'wrong-accounts',
  'invalid',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** The error numbers of one program that the engine may meet, each with its reason. Numbers of two programs are never compared. */
export type RefusalTable = Readonly<Record<number, RefusalReason>>;

/** Thrown when a pool's program would refuse the swap; `code` is that program's own error number. */
export class PoolRefusal extends Error {
  override readonly name = 'PoolRefusal';
  readonly kind: string;
  readonly code: number;
  readonly reason: RefusalReason;
  constructor(opts: { kind: string; code: number; reason: RefusalReason; message: string }) {
    super(opts.message);
    this.kind = opts.kind;
    this.code = opts.code;
    this.reason = opts.reason;
  }
}

/** The result of a call; undefined when it throws PoolRefusal. Other errors are passed on. */
export function unlessRefused<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof PoolRefusal) return undefined;
    throw error;
  }
}

/** A function that throws the refusals of one kind. A code that is not in its table is an internal error: RangeError. */
export function refuserOf(kind: string, table: RefusalTable): (code: number, message: string) => never {
  return (code, message) => {
    const reason = table[code];
    if (reason === undefined) throw new RangeError(`the error ${code} of ${kind} has no reason`);
    throw new PoolRefusal({ kind, code, reason, message });
  };
}

/**
 * The refusal of a kind's program for a reason. Throws RangeError when the program has no such error. A code has one reason; if a reason has
 * several codes, the lowest is used.
 */
export function refusalFor(opts: {
  readonly math: { readonly name: string; readonly refusals: RefusalTable };
  readonly reason: RefusalReason;
  readonly message: string;
}): PoolRefusal {
  const { math, reason, message } = opts;
  const found = Object.entries(math.refusals).find(([, known]) => known === reason);
  if (found === undefined) throw new RangeError(`${math.name} has no error for ${reason}`);
  return new PoolRefusal({ kind: math.name, code: Number(found[0]), reason, message });
}
