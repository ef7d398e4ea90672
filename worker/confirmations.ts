import {
  type Execution,
  MAX_STATUS_SIGNATURES,
  type SignatureStatus,
  type SlotTold,
  type TransactionError,
} from '../core/chain/chainApi.ts';
import type { LiveSubmission } from '../drizzle/liveSubmission.ts';
import type { ChainClient } from '../runtime/chainClient.ts';
import type { Logger } from '../runtime/logger.ts';
import type { SlotFeed } from '../runtime/slotFeed.ts';

/**
 * What the chain says of a submission in the end; or `silent`, when it said nothing for a while, `unseen`, when it did not know the
 * signature for a while and it may still land, and `interrupted`, when we stopped asking.
 */
export type SubmissionOutcome =
  | { readonly kind: 'landed'; readonly slot: number; readonly execution: Execution }
  | { readonly kind: 'rejected'; readonly slot: number; readonly error: TransactionError }
  | { readonly kind: 'expired' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'interrupted' };

export type Confirmations = {
  /**
   * Follows a submission until the chain has answered for good. `sent` says that the bytes were just sent; otherwise the chain is asked
   * first. While the signature is unknown and its blockhash lives, the same bytes are sent again every 2 slots.
   */
  follow(opts: { submission: LiveSubmission; sent: boolean; interrupted: AbortSignal }): Promise<SubmissionOutcome>;
};

/** How long the chain may be silent before the order is put aside, milliseconds. */
const SILENCE_MS = 2_000;
/**
 * How long a submission that may still land is followed at a stretch, milliseconds: after it was sent, and when it is taken up again. Then
 * it is put aside, so that submissions which wait for their blockhash to expire leave room for other orders.
 */
const PATIENCE_MS = { sent: 2_000, resumed: 500 };
/** What each followed submission adds to the wait between two questions, milliseconds. */
const POLL_MS_EACH = 0.1;
/** The longest time between two requests while the chain announces its slots, milliseconds: a notification may be missing. */
const TOLD_POLL_MS = 250;
/** The same bytes are sent again after this many slots. */
const RESEND_SLOTS = 2;

type Followed = {
  readonly submission: LiveSubmission;
  readonly resolve: (outcome: SubmissionOutcome) => void;
  readonly followedUntil: number;
  sentAtSlot: number | undefined;
  sentAt: number;
  sentBefore: boolean;
};

/**
 * Learns what landed from the slots that the chain announces. It requests the statuses of all other followed signatures together, one request at a time: when
 * a submission is added, when one was not seen for 2 slots, and at intervals: `TOLD_POLL_MS`, and `pollMs` while no slot is announced.
 */
export function createConfirmations(opts: {
  chain: Pick<ChainClient, 'send' | 'statuses'>;
  chainSlots: Pick<SlotFeed, 'onSlot' | 'heardAt'>;
  logger: Logger;
  pollMs: number;
  /** The same bytes are not sent again sooner than this, milliseconds: what bounds it where slots are made on demand. */
  resendMs: number;
}): Confirmations {
  const { chain, chainSlots, logger, pollMs, resendMs } = opts;
  const followed = new Set<Followed>();
  let polling = false;
  let askNow: () => void = () => {};
  let lastAnswerAt = 0;

  function end(entry: Followed, outcome: SubmissionOutcome): void {
    followed.delete(entry);
    entry.resolve(outcome);
  }

  /** Whether a submission that is unknown at a slot is to be sent, for the first time or again: the slots count from the first one after it was sent. */
  function isDueAt(entry: Followed, slot: number): boolean {
    if (!entry.sentBefore) return true;
    entry.sentAtSlot ??= slot;
    return slot - entry.sentAtSlot >= RESEND_SLOTS && performance.now() - entry.sentAt >= resendMs;
  }

  function judge(entry: Followed, status: SignatureStatus | null, at: { slot: number; blockHeight: number }): void {
    if (status !== null) {
      if (status.err !== null) end(entry, { kind: 'rejected', slot: status.slot, error: status.err });
      else if (status.execution !== null)
        end(entry, { kind: 'landed', slot: status.slot, execution: status.execution });
      return;
    }
    // Unknown, and in the same answer a height beyond the last valid one: it can never land.
    if (at.blockHeight > entry.submission.lastValidBlockHeight) {
      end(entry, { kind: 'expired' });
      return;
    }
    if (!isDueAt(entry, at.slot)) {
      if (performance.now() >= entry.followedUntil) end(entry, { kind: 'unseen' });
      return;
    }
    entry.sentBefore = true;
    entry.sentAtSlot = at.slot;
    entry.sentAt = performance.now();
    chain.send(entry.submission.transaction).catch((error: unknown) => {
      logger.debug(
        { err: error, signature: entry.submission.signature },
        'sending again was not answered; the status decides',
      );
    });
  }

  /** Takes what landed from a slot, and ends the wait for the next question when something is to be sent again, or nothing is left to ask about. */
  function hear({ slot, genesisHash, landed }: SlotTold): void {
    if (followed.size === 0) return;
    const statuses = new Map(landed.map(({ signature, ...status }) => [signature, status]));
    let due = false;
    for (const entry of followed) {
      const { signature, genesisHash: signedFor } = entry.submission;
      if (signedFor !== genesisHash) continue;
      const status = statuses.get(signature);
      if (status !== undefined) judge(entry, status, { slot, blockHeight: slot });
      else due = isDueAt(entry, slot) || due;
    }
    if (due || followed.size === 0) askNow();
  }

  async function ask(entries: readonly Followed[]): Promise<void> {
    const answer = await chain.statuses(entries.map((entry) => entry.submission.signature));
    lastAnswerAt = performance.now();
    for (const [i, entry] of entries.entries()) {
      if (!followed.has(entry)) continue;
      const { genesisHash = answer.genesisHash } = entry.submission;
      if (genesisHash === answer.genesisHash) judge(entry, answer.statuses[i] ?? null, answer);
      // Another chain knows nothing of this submission, and its height says nothing.
      else if (performance.now() >= entry.followedUntil) end(entry, { kind: 'silent' });
    }
  }

  /** Waits until the chain is to be asked again. */
  async function untilNextQuestion(): Promise<void> {
    // The more are followed, the rarer the question: what it costs grows with them, what it brings early does not.
    const crowdMs = followed.size * POLL_MS_EACH;
    if (chainSlots.heardAt() === undefined) return pause(pollMs + crowdMs);
    if (crowdMs >= 1) await pause(crowdMs);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, TOLD_POLL_MS);
      askNow = done;
      function done(): void {
        clearTimeout(timer);
        askNow = () => {};
        resolve();
      }
    });
  }

  async function poll(): Promise<void> {
    polling = true;
    lastAnswerAt = performance.now();
    // What was sent just now lands with a slot at the earliest.
    if ([...followed].every((entry) => entry.sentBefore) && chainSlots.heardAt() !== undefined)
      await untilNextQuestion();
    while (followed.size > 0) {
      const entries = [...followed];
      const groups: Followed[][] = [];
      for (let i = 0; i < entries.length; i += MAX_STATUS_SIGNATURES)
        groups.push(entries.slice(i, i + MAX_STATUS_SIGNATURES));
      try {
        await Promise.all(groups.map(ask));
      } catch (error) {
        logger.debug({ err: error }, 'the chain did not say what became of the submissions');
        if (performance.now() - lastAnswerAt >= SILENCE_MS)
          for (const entry of entries) if (followed.has(entry)) end(entry, { kind: 'silent' });
      }
      if (followed.size > 0) await untilNextQuestion();
    }
    polling = false;
  }

  chainSlots.onSlot(hear);

  return {
    follow({ submission, sent, interrupted }) {
      return new Promise<SubmissionOutcome>((resolve) => {
        const onInterrupt = () => {
          if (followed.has(entry)) end(entry, { kind: 'interrupted' });
        };
        const entry: Followed = {
          submission,
          sentAtSlot: undefined,
          sentAt: performance.now(),
          sentBefore: sent,
          followedUntil: performance.now() + (sent ? PATIENCE_MS.sent : PATIENCE_MS.resumed),
          resolve: (outcome) => {
            interrupted.removeEventListener('abort', onInterrupt);
            resolve(outcome);
          },
        };
        if (interrupted.aborted) return resolve({ kind: 'interrupted' });
        interrupted.addEventListener('abort', onInterrupt);
        followed.add(entry);
        if (!polling) void poll();
        else if (!sent) askNow();
      });
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** How long to wait between two questions: a quarter of a slot within reason, and short where slots are made on demand. */
export function confirmationPollMs(slotTimeMs: number): number {
  return slotTimeMs === 0 ? 5 : Math.min(100, Math.max(10, slotTimeMs / 4));
}

/** The least time between sending the same bytes twice: nothing where slots have a length, a second where they are made on demand. */
export function resendFloorMs(slotTimeMs: number): number {
  return slotTimeMs === 0 ? 1_000 : 0;
}
