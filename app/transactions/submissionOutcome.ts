import type { SubmissionView } from '../../core/order/orderView.ts';

/** What became of a signed transaction, in words. */
export const SUBMISSION_OUTCOMES = {
  live: { words: 'On its way', look: 'text-accent' },
  landed: { words: 'Landed', look: 'text-good' },
  failed: { words: 'Landed as failed, nothing moved', look: 'text-bad' },
  expired: { words: 'Expired unlanded, nothing moved', look: 'text-warn' },
} as const satisfies Record<SubmissionView['outcome'], { words: string; look: string }>;

/** The largest transaction that Solana takes. Said here, as its home in core brings the whole decoder along. */
export const MAX_TRANSACTION_BYTES = 1_232;
