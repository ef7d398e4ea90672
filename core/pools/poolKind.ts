import type { Ratio } from '../amounts/ratio.ts';
import type { Venue } from '../venues/venue.ts';
import type { ListedPoolBase, WireOf } from './listedPool.ts';
import type { PoolBase } from './poolBase.ts';

/**
 * A kind of pool: the part that pages show. All of it is in the page's first load; quoting and swapping are in PoolMath. P is the pool, L the
 * listed pool.
 */
export type PoolKind<P extends PoolBase = PoolBase, L extends ListedPoolBase = ListedPoolBase> = {
  /** `raydium-cpmm`: on the wire, in the listing and in stored facts. */
  readonly name: P['kind'];
  /** The brand. */
  readonly venue: Venue;
  /** The pool's price before fees, base units of Y per base unit of X; undefined for an empty pool. */
  midPrice(pool: P): Ratio | undefined;
  /** The trade fee of a typical small swap, parts per million. */
  usualFeePpm(pool: P | L): number;
  /** Reads a listed pool from the wire, where numbers beyond 2^53 are text. The input has passed the program's schema, or came from our server. */
  readListed(listed: WireOf<L>): L;
};
