import { BLOCKHASH_VALID_SLOTS } from '../core/chain/slot.ts';
import type { ClaimedOrder, FoundLanding } from '../drizzle/orderExecution.ts';
import type { ChainClient } from '../runtime/chainClient.ts';
import type { ChainIdentity } from '../runtime/chainIdentity.ts';

/** The chain's answer for an order when the database may be older than the chain. */
type LookedBack =
  | { readonly kind: 'landed'; readonly landing: FoundLanding }
  /** A transaction that was signed before the database was restored may still land. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'clear' };

export type Landings = {
  /** Asks for an executed transaction of the order. Throws the errors of the chain client, and OtherChain. */
  lookBack(order: ClaimedOrder): Promise<LookedBack>;
};

/** Transactions per request. */
const PAGE = 100;
/**
 * How far the chain's clock may be behind that of Postgres, milliseconds: a transaction that landed earlier than this before the acceptance is
 * not of this order.
 */
const CLOCK_MARGIN_MS = 3_600_000;

/** Finds the executed transaction of an order by its memo (docs/decisions/0010-books-and-chain.md). */
export function createLandings(opts: {
  chain: Pick<ChainClient, 'statuses' | 'signaturesOf'>;
  identity: ChainIdentity;
}): Landings {
  const { chain, identity } = opts;
  /** For each restored order the height after which no transaction signed before this worker first saw the order can land. */
  const quietAbove = new Map<string, number>();

  async function landingOf(order: ClaimedOrder): Promise<Omit<FoundLanding, 'genesisHash'> | undefined> {
    const memo = `${order.orderId}:`;
    let before: string | undefined;
    for (;;) {
      const page = await chain.signaturesOf(order.wallet, { limit: PAGE, ...(before === undefined ? {} : { before }) });
      const found = page.find((one) => one.err === null && one.memo?.startsWith(memo));
      if (found?.memo != null)
        return { signature: found.signature, attempt: Number(found.memo.slice(memo.length)), slot: found.slot };
      const oldest = page.at(-1);
      if (oldest === undefined || page.length < PAGE) return undefined;
      if (oldest.blockTime * 1_000 < order.acceptedAt.getTime() - CLOCK_MARGIN_MS) return undefined;
      before = oldest.signature;
    }
  }

  return {
    async lookBack(order) {
      // The height first, so that the transactions are read at that height or above.
      const { blockHeight, genesisHash } = await chain.statuses([]);
      await identity.admit(genesisHash);
      const found = await landingOf(order);
      if (found !== undefined) {
        quietAbove.delete(order.orderId);
        return { kind: 'landed', landing: { ...found, genesisHash } };
      }
      if (order.past !== 'restored') return { kind: 'clear' };
      const quiet = quietAbove.get(order.orderId) ?? blockHeight + BLOCKHASH_VALID_SLOTS;
      quietAbove.set(order.orderId, quiet);
      if (blockHeight <= quiet) return { kind: 'unsettled' };
      quietAbove.delete(order.orderId);
      return { kind: 'clear' };
    },
  };
}
