import { setMaxListeners } from 'node:events';
import type { ExecutedLegWire } from '../core/chain/chainApi.ts';
import { executionTotals } from '../core/chain/execution.ts';
import { backoffMs, type Failure } from '../core/order/failure.ts';
import { orderKind } from '../core/order/kinds/orderKinds.ts';
import type { QuotesView } from '../core/order/orderView.ts';
import type { LiveSubmission } from '../drizzle/liveSubmission.ts';
import type { ClaimedOrder, DeadSubmission, OrderExecution, Transition } from '../drizzle/orderExecution.ts';
import type { Dispatcher, OrderHint } from '../redis/orderQueue.ts';
import type { ChainClient } from '../runtime/chainClient.ts';
import type { ChainIdentity } from '../runtime/chainIdentity.ts';
import type { Logger } from '../runtime/logger.ts';
import type { MarketFeed } from '../runtime/marketFeed.ts';
import type { PaperWallets } from '../runtime/paperWallet.ts';
import type { SlotFeed } from '../runtime/slotFeed.ts';
import { failureOfTransaction, routeOrder, signOrder } from './attempt.ts';
import { type Basis, createBasis } from './basis.ts';
import type { Confirmations, SubmissionOutcome } from './confirmations.ts';
import type { Landings } from './landings.ts';
import type { Lease, Leases } from './leases.ts';
import { CLAIM, createShortWay } from './shortWay.ts';

/** How long an order rests after the chain was silent, milliseconds. */
const SILENT_CHAIN_REST_MS = 1_000;
/** How long an order rests whose submission was not seen yet, milliseconds: then it is asked about, and sent, again. */
const UNSEEN_REST_MS = 1_000;
/** How long a resting order waits after an attempt that failed, milliseconds, before its trigger fires again. */
const MISSED_REST_MS = 1_000;
/** How long an order rests whose landing can't be taken into the books, milliseconds: that is for an operator to look at. */
const CONTRADICTION_REST_MS = 10_000;

export type Executor = {
  /** Takes an order as far as it goes: to its end, into a back-off, or back to whoever takes it next. */
  execute(hint: OrderHint): Promise<void>;
  /** Hands running orders back at the next safe point: nothing is lost and no attempt is used up. */
  interrupt(): void;
};

/** Thrown when a write of ours was refused: another worker holds the order, so this one has nothing more to do with it. */
class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Thrown when the order's time ran out before its bytes were committed: nothing was sent, so it ends. */
class OrderExpired extends Error {
  override readonly name = 'OrderExpired';
}

/** Thrown when the trader asked for the cancellation before the order's bytes were committed: nothing was sent, so it ends. */
class OrderCancelled extends Error {
  override readonly name = 'OrderCancelled';
}

/** Thrown when the operator has named another chain since the bytes were built: they were not committed, and not sent. */
class BuiltForOtherChain extends Error {
  override readonly name = 'BuiltForOtherChain';
}

/** What an attempt comes to: signed and committed bytes to follow, the next attempt under the same lease, or nothing more to do here. */
type Step =
  | { readonly kind: 'follow'; readonly submission: LiveSubmission; readonly sent: boolean }
  | { readonly kind: 'attempt' }
  | { readonly kind: 'done' };

/**
 * The story of an order in a worker. The lease decides who may write; what is committed decides where to go on; the chain decides what
 * became of a submission. An error from sending proves nothing.
 */
export function createExecutor(opts: {
  execution: OrderExecution;
  leases: Leases;
  confirmations: Confirmations;
  chain: ChainClient;
  identity: ChainIdentity;
  landings: Landings;
  market: MarketFeed;
  chainSlots: SlotFeed;
  wallets: PaperWallets;
  dispatcher: Dispatcher;
  logger: Logger;
  /** How old the pools and the blockhash of an attempt may be, milliseconds. */
  maxMarketAgeMs: number;
  retryBackoffMs: number;
  random?: () => number;
}): Executor {
  const {
    execution,
    leases,
    confirmations,
    chain,
    identity,
    landings,
    market,
    chainSlots,
    wallets,
    dispatcher,
    logger,
    maxMarketAgeMs,
    retryBackoffMs,
  } = opts;
  const random = opts.random ?? Math.random;
  const stopping = new AbortController();
  // One listener for each order that is followed.
  setMaxListeners(0, stopping.signal);
  const basis = createBasis({ chain, market, identity, chainSlots, maxAgeMs: maxMarketAgeMs });
  const shortWay = createShortWay({ orders: execution, basis, identity, wallets, logger, stopping: stopping.signal });

  async function execute({ orderId, epoch }: OrderHint): Promise<void> {
    if (stopping.signal.aborted) return;
    // What was claimed before goes the long way. A wrong hint costs time alone.
    const taken = epoch > 0 ? CLAIM : await shortWay.take(orderId);
    if (taken.kind === 'submitted') {
      const { order, submission } = taken;
      send(order, submission);
      await runUnderLease(order, { kind: 'follow', submission, sent: true });
    }
    if (taken.kind !== 'claim' || stopping.signal.aborted) return;
    const claim = await execution.claim(orderId);
    // Someone else holds it, it is over, or it is not due: the job was only a hint.
    if (claim.verdict === 'claimed') await runUnderLease(claim.order);
  }

  /** `begun`: where the order stands, when that is known already. */
  async function runUnderLease(order: ClaimedOrder, begun?: Step): Promise<void> {
    const lease = leases.hold({ orderId: order.orderId, epoch: order.epoch });
    try {
      await run(order, lease, begun);
    } catch (error) {
      if (error instanceof OrderExpired) await commit(order, { kind: 'expired' });
      else if (error instanceof OrderCancelled) await commit(order, { kind: 'cancelled' });
      else if (error instanceof BuiltForOtherChain) {
        identity.forget();
        await handBack(order, SILENT_CHAIN_REST_MS);
      } else if (!(error instanceof LeaseLost)) throw error;
      else
        logger.warn(
          { orderId: order.orderId, epoch: lease.epoch, reason: error.message },
          'a write of a lost lease was refused',
        );
    } finally {
      leases.drop(lease);
    }
  }

  async function run(order: ClaimedOrder, lease: Lease, begun?: Step): Promise<void> {
    let attempt = order;
    let step = begun ?? (await firstStep(order));
    while (step.kind !== 'done') {
      if (step.kind === 'attempt') {
        step = await tryOnce(attempt);
      } else {
        const { submission, sent } = step;
        const outcome = await follow(submission, { sent, lease });
        if (lease.lost.aborted) return;
        step = (await beforeConclusion(order, submission, outcome)) ?? (await conclude(attempt, submission, outcome));
      }
      // The next attempt goes on under the same lease.
      if (step.kind === 'attempt') attempt = { ...attempt, attempt: attempt.attempt + 1 };
    }
  }

  /** Where a claimed order goes on. */
  async function firstStep(order: ClaimedOrder): Promise<Step> {
    const { submission, ending } = order;
    if (submission !== undefined) {
      if (submission.abandoned !== true) return { kind: 'follow', submission, sent: false };
      const detail = `${submission.signature} was signed for the chain ${submission.genesisHash}, which the operator has given up`;
      await commit(order, {
        kind: 'failed',
        failure: { code: 'CHAIN_CHANGED', detail },
        dead: { signature: submission.signature, outcome: 'expired' },
      });
      return { kind: 'done' };
    }
    const sureOfEnd = ending !== undefined && order.past === 'aged';
    const known = order.past === 'fresh' || sureOfEnd ? undefined : await takeUpLanding(order);
    if (known !== undefined) return known;
    if (ending === undefined) return { kind: 'attempt' };
    const detail = `ended in status ${order.status}, attempt ${order.attempt}`;
    if (ending === 'CANCELLED') await commit(order, { kind: 'cancelled' });
    else if (ending === 'EXPIRED') await commit(order, { kind: 'expired' });
    else await commit(order, { kind: 'failed', failure: { code: ending, detail } });
    return { kind: 'done' };
  }

  /** Before a submission of the books is given up for dead: a later attempt may be in the chain that the books have forgotten. */
  async function beforeConclusion(
    order: ClaimedOrder,
    submission: LiveSubmission,
    outcome: SubmissionOutcome,
  ): Promise<Step | undefined> {
    const dead = outcome.kind === 'expired' || outcome.kind === 'rejected';
    const ofTheBooks = submission.signature === order.submission?.signature;
    return dead && ofTheBooks && order.past !== 'fresh' ? takeUpLanding(order) : undefined;
  }

  /**
   * Asks the chain whether it has executed the order already, by a transaction that the books don't know: the database may have been
   * restored. Undefined when it has not and nothing can still land.
   */
  async function takeUpLanding(order: ClaimedOrder): Promise<Step | undefined> {
    let past: Awaited<ReturnType<Landings['lookBack']>>;
    try {
      past = await landings.lookBack(order);
    } catch (error) {
      logger.debug({ err: error, orderId: order.orderId }, 'the chain can’t be asked for landings; the order rests');
      return handBack(order, SILENT_CHAIN_REST_MS);
    }
    if (past.kind === 'clear') return undefined;
    if (past.kind === 'unsettled') return handBack(order, UNSEEN_REST_MS);
    const { landing } = past;
    const { orderId, epoch } = order;
    const verdict = await execution.adopt({ orderId, epoch, landing });
    if (verdict === 'stale') throw new LeaseLost(`a found landing under epoch ${epoch}`);
    if (verdict === 'illegal') {
      logger.error({ orderId, ...landing }, 'the chain executed this order, and the books hold something else for it');
      return handBack(order, CONTRADICTION_REST_MS);
    }
    logger.warn({ orderId, ...landing }, 'the chain had executed this order, and the books did not know it: settling');
    const submission = { ...landing, transaction: new Uint8Array(), lastValidBlockHeight: landing.slot };
    return { kind: 'follow', submission, sent: false };
  }

  /** Follows a submission until the chain has answered, the lease is lost, or the worker stops. */
  async function follow(submission: LiveSubmission, opts: { sent: boolean; lease: Lease }): Promise<SubmissionOutcome> {
    const ended = new AbortController();
    const end = () => ended.abort();
    // By hand and taken off again: a signal that lives as long as the process must not gather one dependent for each order.
    for (const signal of [stopping.signal, opts.lease.lost]) {
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    }
    try {
      return await confirmations.follow({ submission, sent: opts.sent, interrupted: ended.signal });
    } finally {
      stopping.signal.removeEventListener('abort', end);
      opts.lease.lost.removeEventListener('abort', end);
    }
  }

  /** One attempt up to the point where the signed bytes are committed and sent. */
  async function tryOnce(order: ClaimedOrder): Promise<Step> {
    if (stopping.signal.aborted) return handBack(order, 0);
    if (wallets.walletAddress(order.traderId) !== order.wallet) {
      const detail = `the secret does not give the wallet ${order.wallet} of trader ${order.traderId}`;
      logger.error({ orderId: order.orderId }, detail);
      return giveUpOrRetry(order, { failure: { code: 'WRONG_WALLET', detail } });
    }
    let on: Basis;
    try {
      // Asked before `building` is committed, so that a silent chain uses no attempt up.
      on = await basis.now();
    } catch (error) {
      logger.debug({ err: error, orderId: order.orderId }, 'the chain does not answer, or is another; the order rests');
      return handBack(order, SILENT_CHAIN_REST_MS);
    }
    const routed = routeOrder({ order, market: on.market });
    if (routed.kind === 'failure') return giveUpOrRetry(order, { failure: routed.failure, quotes: routed.quotes });
    await commit(order, { kind: 'building', data: routed.quotes });
    const submission = await signOrder({ order, route: routed.route, ...on, wallets });
    await commit(order, { kind: 'submitted', ...submission });
    send(order, submission);
    return { kind: 'follow', submission, sent: true };
  }

  /** Sends bytes that are committed. */
  function send({ orderId }: ClaimedOrder, { transaction, signature }: LiveSubmission): void {
    chain.send(transaction).catch((error: unknown) => {
      logger.debug({ err: error, orderId, signature }, 'sending was not answered; the status decides');
    });
  }

  /** False when the chain, and with it the listing, was never heard of and can't be reached now. */
  const knowsListing = () =>
    market.latest({ maxAgeMs: Number.POSITIVE_INFINITY }).then(
      () => true,
      () => false,
    );

  /** Commits what the chain said of a submission. */
  async function conclude(order: ClaimedOrder, submission: LiveSubmission, outcome: SubmissionOutcome): Promise<Step> {
    const { signature } = submission;
    switch (outcome.kind) {
      case 'landed':
        return settle(order, signature, outcome.slot, outcome.execution.legs);
      case 'rejected': {
        // What it was refused for is read from its bytes, which takes the listing; a worker that has just begun may not know it yet.
        if (!(await knowsListing())) return handBack(order, SILENT_CHAIN_REST_MS);
        const failure = failureOfTransaction({ error: outcome.error, transaction: submission.transaction });
        return giveUpOrRetry(order, {
          failure,
          dead: { signature, outcome: 'failed', slot: outcome.slot, error: failure.detail },
        });
      }
      case 'expired': {
        const isLast = order.attempt >= order.lastAttempt && !orderKind(order.type).rests;
        const code = isLast ? 'ATTEMPTS_EXHAUSTED' : 'NOT_LANDED';
        const detail = `the transaction of attempt ${order.attempt} was not seen before its blockhash expired`;
        return giveUpOrRetry(order, {
          failure: { code, detail },
          dead: { signature, outcome: 'expired' },
          atOnce: true,
        });
      }
      case 'silent':
        return handBack(order, SILENT_CHAIN_REST_MS);
      case 'unseen':
        return handBack(order, UNSEEN_REST_MS);
      case 'interrupted':
        return handBack(order, 0);
    }
  }

  async function settle(
    order: ClaimedOrder,
    signature: string,
    slot: number,
    legs: readonly ExecutedLegWire[],
  ): Promise<Step> {
    const { amountIn, amountOut, residues } = executionTotals({
      legs,
      mintIn: order.tokenIn,
      mintOut: order.tokenOut,
    });
    await commit(order, {
      kind: 'confirmed',
      signature,
      slot,
      amountIn,
      amountOut,
      legs,
      residues: residues.map(({ mint, amount }) => ({ token: mint, amount: amount.toString() })),
    });
    return { kind: 'done' };
  }

  /** Ends the order when another attempt can't help or is not left; otherwise lets it rest again, or commits the next attempt, after a back-off unless `atOnce`. */
  async function giveUpOrRetry(
    order: ClaimedOrder,
    failed: { failure: Failure; quotes?: QuotesView; dead?: DeadSubmission; atOnce?: boolean },
  ): Promise<Step> {
    const { failure, quotes, dead, atOnce = false } = failed;
    const next = orderKind(order.type).afterMiss(failure.code);
    if (next === 'end' || (next === 'next attempt' && order.attempt >= order.lastAttempt)) {
      await commit(order, { kind: 'failed', failure, quotes, dead });
      return { kind: 'done' };
    }
    const delayMs = atOnce ? 0 : backoffMs({ attempt: order.attempt + 1, baseMs: retryBackoffMs, jitter: random() });
    try {
      if (next === 'rest') {
        await commit(order, { kind: 'rest', failure, delayMs: MISSED_REST_MS, dead });
        return { kind: 'done' };
      }
      await commit(order, { kind: 'retry', failure, quotes, delayMs, dead });
    } catch (error) {
      if (error instanceof OrderCancelled) {
        await commit(order, { kind: 'cancelled', dead });
        return { kind: 'done' };
      }
      if (!(error instanceof OrderExpired)) throw error;
      await commit(order, { kind: 'expired', missed: failure, dead });
      return { kind: 'done' };
    }
    if (delayMs === 0) return { kind: 'attempt' };
    dispatcher.dispatch({ orderId: order.orderId, epoch: order.epoch, delayMs });
    return { kind: 'done' };
  }

  /** Gives the order back to whoever takes it next, after a rest. */
  async function handBack(order: ClaimedOrder, delayMs: number): Promise<Step> {
    await commit(order, { kind: 'release', delayMs });
    dispatcher.dispatch({ orderId: order.orderId, epoch: order.epoch, delayMs });
    return { kind: 'done' };
  }

  async function commit(order: ClaimedOrder, step: Transition): Promise<void> {
    const verdict = await execution.transition({ orderId: order.orderId, epoch: order.epoch, step });
    switch (verdict) {
      case 'ok':
        return;
      case 'stale':
        throw new LeaseLost(`${step.kind} under epoch ${order.epoch}`);
      case 'expired':
        throw new OrderExpired(`the time ran out before ${step.kind} in attempt ${order.attempt}`);
      case 'cancelled':
        throw new OrderCancelled(`the trader cancelled the order before ${step.kind} in attempt ${order.attempt}`);
      case 'other_chain':
        throw new BuiltForOtherChain(`${step.kind} in attempt ${order.attempt}`);
      case 'illegal':
        throw new Error(`the order ${order.orderId} does not allow ${step.kind} in attempt ${order.attempt}`);
    }
  }

  return { execute, interrupt: () => stopping.abort() };
}
