import type { PoolBase } from './poolBase.ts';

/** The constant part of every listed pool. A kind adds its parameters, and the accounts that its instruction names. */
export type ListedPoolBase = PoolBase & {
  /** The listed pair X/Y, as `SOL/USDC`. */
  readonly pair: string;
};

/** The common part of a pool's state on the wire: its address and kind. The kind adds the rest. */
export type PoolStateBase = { readonly kind: string; readonly pool: string };

/** A listed pool on the wire: numbers beyond 2^53 as decimal strings. */
export type WireOf<L> = { readonly [Field in keyof L]: L[Field] extends bigint ? string : L[Field] };
