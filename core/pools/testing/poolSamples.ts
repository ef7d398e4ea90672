import type fc from 'fast-check';
import type { Mint } from '../../tokens/token.ts';
import type { ListedPoolBase } from '../listedPool.ts';
import type { PoolBase } from '../poolBase.ts';

/** The clock of the random pools. */
export const CLOCK = { unixSeconds: 1_000_000 } as const;

/** A test's choices for a random pool: a pair instead of SOL/USDC, an address instead of the common one. */
export type PairOptions = { readonly mintX?: Mint; readonly mintY?: Mint; readonly address?: string };

/** The testing parts of a kind of pool: `testing/samples.ts` in its folder exports them as `samples`. */
export type PoolSamples<P extends PoolBase = PoolBase, L extends ListedPoolBase = ListedPoolBase> = {
  /** Random pools of any parameters and state, open at CLOCK, with reserves that leave room for any trade in the tests. */
  pools(opts: PairOptions): fc.Arbitrary<P>;
  /** A listed pool that trades at a tick or bin, where its kind has them, with every derived account that a swap may name. */
  at(listed: L, tick: number): P;
};
