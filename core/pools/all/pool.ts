import type { POOL_MATHS } from './poolMaths.ts';

export type { PoolAddress, PoolBase, SwapClock, SwapQuote, SwapResult } from '../poolBase.ts';

type PoolOf<K> = K extends { nearPrice(pool: infer P): unknown } ? P : never;
type ListedOf<K> = K extends { decodeState(listed: infer L, ...rest: never[]): unknown } ? L : never;

type KindMath = (typeof POOL_MATHS)[number];

/** A pool of any listed kind, discriminated by `kind`. */
export type Pool = PoolOf<KindMath>;
/** A listed pool of any kind. */
export type ListedPool = ListedOf<KindMath>;
