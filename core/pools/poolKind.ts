import type { Ratio } from '../amounts/ratio.ts';
import type { Venue } from '../venues/venue.ts';
import type { ListedPoolBase, WireOf } from './listedPool.ts';
import type { PoolBase } from './poolBase.ts';

/**
 * A kind of pool: what is shown of it. All of it is part of the page's first load; what quotes and trades is in PoolMath. P is the pool, L what the
 * listing says of it.
 */
export type PoolKind<P extends PoolBase = PoolBase, L extends ListedPoolBase = ListedPoolBase> = {
  /** `raydium-cpmm`: on the wire, in the listing and in stored facts. */
  readonly name: P['kind'];
  /** The brand. */
  readonly venue: Venue;
  /** What the pool trades at before fees, base units of Y per base unit of X; undefined for an empty pool. */
  midPrice(pool: P): Ratio | undefined;
  /** The trade fee of an ordinary small swap, parts per million, as the listing has it too. */
  usualFeePpm(pool: P | L): number;
  /** What the listing says of a pool, from the wire: numbers beyond 2^53 come as text. It has passed the program's schema, or came from our server. */
  readListed(listed: WireOf<L>): L;
};
