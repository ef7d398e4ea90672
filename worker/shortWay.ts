import { MAX_ATTEMPTS } from '../core/order/lifecycle.ts';
import type { LiveSubmission } from '../drizzle/liveSubmission.ts';
import type { ClaimedOrder } from '../drizzle/orderExecution.ts';
import type { OrderToPrepare, PreparedOrder, PreparedOrders } from '../drizzle/preparedOrders.ts';
import type { ChainIdentity } from '../runtime/chainIdentity.ts';
import type { Logger } from '../runtime/logger.ts';
import type { PaperWallets } from '../runtime/paperWallet.ts';
import { routeOrder, signOrder } from './attempt.ts';
import type { Basis, BasisSource } from './basis.ts';

/** What the short way came to: bytes of ours are committed and may be sent; another worker has the order, or it is over; or it has to be claimed. */
type ShortWayEnd =
  | { readonly kind: 'submitted'; readonly order: ClaimedOrder; readonly submission: LiveSubmission }
  | { readonly kind: 'over' }
  | { readonly kind: 'claim' };

/** The order has to be claimed. */
export const CLAIM: ShortWayEnd = { kind: 'claim' };

type ShortWay = {
  /** Routes and signs a new order before it is held, and takes it with one commit. Throws EngineError UNAVAILABLE: then nothing is sent. */
  take(orderId: string): Promise<ShortWayEnd>;
};

/**
 * The way of an order for which all goes well: what `routing`, `building` and `submitted` need is done before the order is held, so that one
 * commit takes it through all three. What can't be prepared, and what the commit does not take, is claimed and goes step by step. Bytes that
 * were not committed are forgotten here: nobody else has seen them.
 */
export function createShortWay(opts: {
  orders: PreparedOrders;
  basis: BasisSource;
  identity: Pick<ChainIdentity, 'forget'>;
  wallets: PaperWallets;
  logger: Logger;
  stopping: AbortSignal;
}): ShortWay {
  const { orders, basis, identity, wallets, logger, stopping } = opts;

  /** Undefined when the order can't be prepared: whoever claims it finds out why, and commits that. */
  async function prepare(order: OrderToPrepare, builtOn: Basis, begunAt: number): Promise<PreparedOrder | undefined> {
    if (wallets.walletAddress(order.traderId) !== order.wallet) return undefined;
    const routed = routeOrder({ order, market: builtOn.market });
    if (routed.kind === 'failure') return undefined;
    const routedAt = performance.now();
    const submission = await signOrder({ order: { ...order, attempt: 1 }, route: routed.route, ...builtOn, wallets });
    return { order, building: routed.quotes, submission, begunAt, routedAt };
  }

  /** Undefined also when the chain is silent, or another one. */
  async function prepared(orderId: string): Promise<PreparedOrder | undefined> {
    const begunAt = performance.now();
    const asked = basis.now().catch(() => undefined);
    const order = await orders.toPrepare(orderId);
    // An order that is to be claimed does not wait for a silent chain.
    const builtOn = order && (await asked);
    if (order === undefined || builtOn === undefined) return undefined;
    try {
      return await prepare(order, builtOn, begunAt);
    } catch (error) {
      logger.debug({ err: error, orderId }, 'the order can’t be prepared before it is held; it is claimed');
      return undefined;
    }
  }

  return {
    async take(orderId) {
      const ready = await prepared(orderId);
      if (ready === undefined || stopping.aborted) return CLAIM;
      const { order, submission } = ready;
      const { verdict, epoch } = await orders.submit(ready);
      if (verdict === 'ok') return { kind: 'submitted', order: heldOrder(order, epoch), submission };
      logger.debug({ orderId, verdict }, 'a prepared order was not taken; its bytes are thrown away');
      if (verdict === 'other_chain') identity.forget();
      return verdict === 'unknown' || verdict === 'final' || verdict === 'leased' ? { kind: 'over' } : CLAIM;
    },
  };
}

/** The order as the commit left it: what a claim would answer. */
function heldOrder(order: OrderToPrepare, epoch: number): ClaimedOrder {
  return {
    ...order,
    epoch,
    status: 'submitted',
    attempt: 1,
    lastAttempt: MAX_ATTEMPTS,
    submission: undefined,
    ending: undefined,
    past: 'fresh',
  };
}
