import type { PoolBase } from './poolBase.ts';

/** What the listing says of every pool: what never changes. A kind adds its parameters, and the accounts that its instruction names. */
export type ListedPoolBase = PoolBase & {
  /** The listed pair X/Y, as `SOL/USDC`. */
  readonly pair: string;
};

/** What a snapshot says of every pool on the wire: which one, and its kind, beside what the kind adds. */
export type PoolStateBase = { readonly kind: string; readonly pool: string };

/** A listed pool on the wire: numbers beyond 2^53 as decimal strings. */
export type WireOf<L> = { readonly [Field in keyof L]: L[Field] extends bigint ? string : L[Field] };
