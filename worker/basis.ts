import type { Market } from '../core/market/snapshot.ts';
import type { ChainClient } from '../runtime/chainClient.ts';
import type { ChainIdentity } from '../runtime/chainIdentity.ts';
import type { MarketFeed } from '../runtime/marketFeed.ts';
import type { SlotFeed } from '../runtime/slotFeed.ts';
import type { Lifetime } from './attempt.ts';

/** What an attempt is routed and signed on: pools and a blockhash of the chain that the engine trades on. */
export type Basis = { readonly market: Market; readonly lifetime: Lifetime };

export type BasisSource = {
  /** Pools and blockhash, neither older than an attempt's may be. Throws what the chain client throws, and OtherChain. */
  now(): Promise<Basis>;
};

/**
 * Keeps pools and blockhash at hand while orders come: they are asked for when the chain tells of a slot after somebody needed those of before, and
 * when what is there is too old and may have changed. Who asks at the same time shares the question. `maxAgeMs` bounds the age of both while no slot is told, milliseconds.
 */
export function createBasis(opts: {
  chain: Pick<ChainClient, 'latestBlockhash'>;
  market: Pick<MarketFeed, 'latest'>;
  identity: Pick<ChainIdentity, 'admit'>;
  chainSlots: Pick<SlotFeed, 'onSlot' | 'heardAt'>;
  maxAgeMs: number;
}): BasisSource {
  const { chain, market, identity, chainSlots, maxAgeMs } = opts;
  let last: { readonly basis: Basis; readonly askedAt: number } | undefined;
  let asking: Promise<Basis> | undefined;
  let neededAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<Basis> {
    const askedAt = performance.now();
    const [pools, lifetime] = await Promise.all([market.latest({ maxAgeMs: 0 }), chain.latestBlockhash()]);
    await identity.admit(lifetime.genesisHash);
    last = { basis: { market: pools, lifetime }, askedAt };
    return last.basis;
  }

  function askOnce(): Promise<Basis> {
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  }

  chainSlots.onSlot(() => {
    if (last === undefined || neededAt < last.askedAt) return;
    // Where slots are made on demand there are more of them than anybody needs.
    if (performance.now() - last.askedAt >= maxAgeMs / 2) askOnce().catch(() => {});
  });

  return {
    async now() {
      neededAt = performance.now();
      if (last === undefined) return askOnce();
      const heardAt = chainSlots.heardAt();
      const ofThisSlot = heardAt !== undefined && last.askedAt >= heardAt;
      if (!ofThisSlot && neededAt - last.askedAt > maxAgeMs) return askOnce();
      // The operator may have accepted another chain since.
      const { basis } = last;
      await identity.admit(basis.lifetime.genesisHash);
      return basis;
    },
  };
}
