import type { Market } from '../../core/market/snapshot.ts';

/** The server's view of the market: the chain's pools at a recent slot. */
export type MarketSource = {
  /** The newest market; undefined until the chain has answered once. */
  current(): Market | undefined;
  /** False when the newest market is too old to quote from. */
  isFresh(): boolean;
  /** A sentence for the operator while the chain is not the one that the engine trades on. */
  problem(): string | undefined;
  /** Milliseconds since the newest slot came. */
  slotAgeMs(): number;
  /** Calls the listener after each change of `current`. Returns a function that stops it. */
  onSnapshot(listener: () => void): () => void;
};
