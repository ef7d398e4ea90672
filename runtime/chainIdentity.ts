import type { ChainClient } from './chainClient.ts';
import type { Logger } from './logger.ts';

/** Thrown when the chain is not the one that the engine trades on: its answers say nothing about our transactions. */
export class OtherChain extends Error {
  override readonly name = 'OtherChain';
}

export type ChainIdentity = {
  /** Resolves when the genesis is the one that the engine trades on. Throws OtherChain, or the database's error. */
  admit(genesisHash: string): Promise<void>;
  /** Makes the next admit() read the trusted genesis again, because the operator has accepted another. */
  forget(): void;
  /** A sentence for the operator while the chain is a different one; undefined while it is the trusted one, or has not answered yet. */
  problem(): string | undefined;
};

/** Least time between two reads of the database while the chain is a different one, milliseconds. */
const ASK_AGAIN_MS = 500;

/** Compares the chain that answers with the genesis that the engine trades on. `trust(hash)` returns that genesis and records the first one ever seen. */
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
 * The chain, as long as it is the trusted one: pools and blockhashes are used only then. After a failed request the chain may be a different one,
 * so the next request asks for its genesis first and then for the whole market. Also throws OtherChain.
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
            // While the database is down, the desk still shows prices, and orders are refused.
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
