import { PoolRefusal } from '../poolRefusal.ts';

/** A vector that a venue's own SDK wrote on a made-up pool (bench/oracle). Amounts are decimal strings of base units. */
export type GoldenVector = {
  readonly pool: number;
  readonly direction: string;
  readonly kind: string;
  readonly amount: string;
  /** Null: the SDK found too little liquidity. */
  readonly result: { amountIn: string; amountOut: string; fee: string; protocolFee: string } | null;
};

/** The exact-in vectors, each with a name. */
export function exactInVectors(vectors: readonly GoldenVector[]) {
  return vectors
    .filter(({ kind }) => kind === 'exact-in')
    .map((vector) => ({ name: `${vector.pool} ${vector.direction} ${vector.amount}`, vector }));
}

export function asBigints(result: NonNullable<GoldenVector['result']>) {
  const { amountIn, amountOut, fee, protocolFee } = result;
  return {
    amountIn: BigInt(amountIn),
    amountOut: BigInt(amountOut),
    fee: BigInt(fee),
    protocolFee: BigInt(protocolFee),
  };
}

/** The result of a call, or the code of its refusal. */
export function orCode<T>(attempt: () => T): T | number {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof PoolRefusal) return error.code;
    throw error;
  }
}
