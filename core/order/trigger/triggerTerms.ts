import { z } from 'zod';
import { baseUnitsText } from '../../amounts/baseUnitsText.ts';

/**
 * The sources of the rate that a trigger watches: `mid`, the mean mid price of the pair's pools; `index`, the index price; `quote`, what the whole
 * amount would get now, after fees.
 */
export const TRIGGER_SOURCES = ['mid', 'index', 'quote'] as const;
export type TriggerSource = (typeof TRIGGER_SOURCES)[number];

/** Consecutive slots in which a condition has to hold, by default: one slot's spike does not fire it. */
export const USUAL_CONFIRM_SLOTS = 2;

/**
 * A rate as an exact quotient: `amountOut` of the token to receive for `amountIn` of the token to pay, base units. A rate rises when the same amount
 * buys more.
 */
export const rateView = z.object({ amountIn: baseUnitsText, amountOut: baseUnitsText });
export type RateView = z.infer<typeof rateView>;

/** How far the execution may be below the quote at which the trigger fired, basis points. */
const maxSlippageBps = z.number().int();

/**
 * What a resting order waits for, beside its minimum. `stop` fires when the rate is at or below its own, `takeProfit` when it is at or above, `trail`
 * when it is `bps` below the best rate since the acceptance. When one slot meets several, the stop fires.
 */
export const triggerTerms = z.object({
  source: z.enum(TRIGGER_SOURCES),
  confirmSlots: z.number().int(),
  stop: z.object({ rate: rateView, maxSlippageBps }).nullable(),
  takeProfit: z.object({ rate: rateView, maxSlippageBps }).nullable(),
  trail: z.object({ bps: z.number().int(), maxSlippageBps }).nullable(),
});
export type TriggerTerms = z.infer<typeof triggerTerms>;

/** The order that the execution of another one arms: it sells what that one received for the token that it had paid. */
export const exitTerms = z.object({
  type: z.literal('oco'),
  trigger: triggerTerms,
  /** From the execution on. */
  validForMs: z.number().int(),
});
export type ExitTerms = z.infer<typeof exitTerms>;

/** The condition that ended the rest: the quote reached the minimum, or one of the triggers. */
export const FIRED_BY = ['limit', 'stop', 'takeProfit', 'trailingStop'] as const;
export type FiredBy = (typeof FIRED_BY)[number];

/** The evidence of a trigger that fired: what was observed, and the bound of the execution that follows. */
export const firedView = z.object({
  by: z.enum(FIRED_BY),
  /** The slot of the market that it was observed on. */
  slot: z.number().int(),
  source: z.enum(TRIGGER_SOURCES),
  observed: rateView,
  /** The best rate since the acceptance; only of a trailing stop. */
  watermark: rateView.nullable(),
  /** What the whole amount would have got at that moment, base units; null when no route filled it. */
  quotedOut: baseUnitsText.nullable(),
  /** The order is not executed for less. */
  minOut: baseUnitsText,
});
export type FiredView = z.infer<typeof firedView>;
