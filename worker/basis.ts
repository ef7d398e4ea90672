import type { Market } from '../core/market/snapshot.ts';
import type { ChainClient } from '../runtime/chainClient.ts';
import type { ChainIdentity } from '../runtime/chainIdentity.ts';
import type { MarketFeed } from '../runtime/marketFeed.ts';
import type { Lifetime } from './attempt.ts';

/** What an attempt is routed and signed on: pools and a blockhash of the chain that the engine trades on. */
export type Basis = { readonly market: Market; readonly lifetime: Lifetime };

export type BasisSource = {
  /** Pools and blockhash, neither older than an attempt's may be. Throws what the chain client throws, and OtherChain. */
  now(): Promise<Basis>;
};

/** Asks the chain for what is too old; who asks at the same time shares the question. `maxAgeMs` bounds the age of both, milliseconds. */
export function createBasis(opts: {
  chain: Pick<ChainClient, 'latestBlockhash'>;
  market: Pick<MarketFeed, 'latest'>;
  identity: Pick<ChainIdentity, 'admit'>;
  maxAgeMs: number;
}): BasisSource {
  const { chain, market, identity, maxAgeMs } = opts;
  const lifetime = shareLatest<Lifetime>({ ask: () => chain.latestBlockhash(), maxAgeMs });
  return {
    async now() {
      const [pools, life] = await Promise.all([market.latest({ maxAgeMs }), lifetime()]);
      await identity.admit(life.genesisHash);
      return { market: pools, lifetime: life };
    },
  };
}

/** Answers with the last answer while it is young enough; callers at the same time share one question. */
function shareLatest<T>(opts: { ask(): Promise<T>; maxAgeMs: number }): () => Promise<T> {
  let last: { readonly value: T; readonly at: number } | undefined;
  let asking: Promise<T> | undefined;
  return () => {
    if (last !== undefined && performance.now() - last.at <= opts.maxAgeMs) return Promise.resolve(last.value);
    asking ??= opts
      .ask()
      .then((value) => {
        last = { value, at: performance.now() };
        return value;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
}
