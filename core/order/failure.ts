import { z } from 'zod';
import { ERRORS, FAILURE_CODES, type FailureCode } from '../errors/engineError.ts';

/** Sentences for a failed order that differ from those for a refused request: the order was placed, and its hold is released. */
const FAILURE_TEXT: Partial<Record<FailureCode, string>> = {
  INSUFFICIENT_BALANCE:
    'The wallet on the chain did not cover the swap. It was not executed and your funds were released; contact us, since this should not happen.',
  AMOUNT_TOO_SMALL:
    'The amount was too small: it would have bought less than the smallest unit of the token to receive. It was not executed and your funds were released; try a larger amount.',
  NOT_ENOUGH_LIQUIDITY:
    'The pools did not hold enough to fill the whole amount. It was not executed and your funds were released; try a smaller amount or another pair.',
  NO_POOL:
    'No pools connected these tokens within three hops any more. It was not executed and your funds were released; choose another pair.',
  NO_ROUTE:
    'Every pool for this pair refused the swap. It was not executed and your funds were released; try another amount, another pair, or again later.',
  CHAIN_CHANGED:
    'The chain was replaced while your swap was under way. It can no longer be executed and your funds were released; place it again if you still want it.',
};

/** Sentences for a failed attempt of an order that continues: the funds are still held for it. */
const RETRY_TEXT: Partial<Record<FailureCode, string>> = {
  SLIPPAGE:
    'The price was beyond your minimum in this attempt. Nothing was executed; the engine tries again by itself, and your funds stay held for it.',
  PRICE_MOVED:
    'The price moved too far between the quote and the chain in this attempt. Nothing was executed; the engine tries again by itself, and your funds stay held for it.',
};

/** Why an attempt, or the whole order, ended without execution. `detail` is technical. */
export const failure = z.strictObject({ code: z.enum(FAILURE_CODES), detail: z.string() });
export type Failure = z.infer<typeof failure>;

/** A failure as it is shown: `message` is for the trader. */
export const failureView = failure.extend({ message: z.string() });
export type FailureView = z.infer<typeof failureView>;

/** Adds the sentence for the failure's code. `goesOn`: another attempt follows. */
export function shownFailure({ code, detail }: Failure, { goesOn }: { goesOn: boolean }): FailureView {
  const message = (goesOn ? RETRY_TEXT[code] : undefined) ?? FAILURE_TEXT[code] ?? ERRORS[code].text;
  return { code, message, detail };
}

/** Milliseconds to wait before the given attempt (2 or 3): base, then twice that, each ± 20 % by `jitter` in [0, 1). */
export function backoffMs(opts: { attempt: number; baseMs: number; jitter: number }): number {
  return Math.max(1, Math.round(opts.baseMs * 2 ** (opts.attempt - 2) * (0.8 + 0.4 * opts.jitter)));
}
