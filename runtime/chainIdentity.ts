import type { ChainClient } from './chainClient.ts';
import type { Logger } from './logger.ts';

/** Thrown when the chain is not the one that the engine trades on: nothing that it says of our transactions means anything. */
export class OtherChain extends Error {
  override readonly name = 'OtherChain';
}

export type ChainIdentity = {
  /** Resolves when the genesis is the one that the engine trades on. Throws OtherChain, or what asking the database throws. */
  admit(genesisHash: string): Promise<void>;
  /** Asks for the trusted genesis again at the next admit(): the operator has named another since. */
  forget(): void;
  /** A sentence for the operator while the chain is another one; undefined while it is ours, or was not heard of yet. */
  problem(): string | undefined;
};

/** The database is asked at most so often, milliseconds, while the chain is another one. */
const ASK_AGAIN_MS = 500;

/** Holds the chain that answers against the genesis that the engine trades on, `trust(hash)`: which records the first one ever heard of. */
export function createChainIdentity(opts: {
  trust(genesisHash: string): Promise<string>;
  logger: Logger;
}): ChainIdentity {
  const { trust, logger } = opts;
  let trusted: string | undefined;
  let problem: string | undefined;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<string> | undefined;

  async function trustedGenesis(genesisHash: string): Promise<string> {
    if (trusted !== undefined && performance.now() - askedAt < ASK_AGAIN_MS) return trusted;
    asking ??= trust(genesisHash).finally(() => {
      asking = undefined;
    });
    trusted = await asking;
    askedAt = performance.now();
    return trusted;
  }

  return {
    async admit(genesisHash) {
      if (trusted !== genesisHash && (await trustedGenesis(genesisHash)) !== genesisHash) {
        const first = problem === undefined;
        problem = otherChainText({ genesisHash, trusted });
        if (first) logger.error(problem);
        throw new OtherChain(problem);
      }
      if (problem !== undefined) logger.info({ genesisHash }, 'the chain is the trusted one; trading goes on');
      problem = undefined;
    },
    forget() {
      trusted = undefined;
    },
    problem: () => problem,
  };
}

function otherChainText(opts: { genesisHash: string; trusted: string | undefined }): string {
  return (
    `The chain has another genesis (${opts.genesisHash}) than the one that this database trades on (${opts.trusted}): no order is accepted or ` +
    `executed. If the old chain is gone for good, run \`npm run chain:accept -- ${opts.genesisHash}\`; otherwise connect the right chain (CHAIN_URL).`
  );
}

/**
 * The chain, as long as it is the trusted one: its pools are taken and blockhashes are given only then. After every question that failed
 * the chain may be another one, so it is asked for its genesis first and then for the whole market. Throws also OtherChain.
 */
export function trustedChain<Chain extends Pick<ChainClient, 'genesis' | 'pools' | 'listing'>>(opts: {
  chain: Chain;
  identity: ChainIdentity;
}): Pick<ChainClient, 'pools' | 'listing'> {
  const { chain, identity } = opts;
  let verified = false;
  return {
    listing: (sinceVersion) => chain.listing(sinceVersion),
    async pools(sinceSlot) {
      try {
        if (verified) return await chain.pools(sinceSlot);
        const { genesisHash } = await chain.genesis();
        const admitted = await identity.admit(genesisHash).then(
          () => true,
          (error: unknown) => {
            if (error instanceof OtherChain) throw error;
            // The database is away: there are prices meanwhile, and nothing can be ordered.
            return false;
          },
        );
        const whole = await chain.pools();
        verified = admitted;
        return whole;
      } catch (error) {
        verified = false;
        throw error;
      }
    },
  };
}
