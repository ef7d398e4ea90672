import type { SubmissionView } from '../../core/order/orderView.ts';

/** The outcome of a signed transaction, in words. */
export const SUBMISSION_OUTCOMES = {
  live: { words: 'On its way', look: 'text-accent' },
  landed: { words: 'Landed', look: 'text-good' },
  failed: { words: 'Failed on chain, nothing moved', look: 'text-bad' },
  expired: { words: 'Expired before landing, nothing moved', look: 'text-warn' },
} as const satisfies Record<SubmissionView['outcome'], { words: string; look: string }>;

/** The maximum size of a transaction on Solana. Repeated here, because importing it from core would load the whole decoder. */
export const MAX_TRANSACTION_BYTES = 1_232;
