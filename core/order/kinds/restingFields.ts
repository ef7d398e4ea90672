import { z } from 'zod';
import type { FailureCode } from '../../errors/engineError.ts';
import { type RateView, TRIGGER_SOURCES, type TriggerTerms, USUAL_CONFIRM_SLOTS } from '../trigger/triggerTerms.ts';
import { positiveBaseUnits } from './requestFields.ts';

const DAY = 86_400;
/** Seconds that a resting order stays valid: by default, and at most. */
export const RESTING_VALIDITY = { usualSeconds: 30 * DAY, longestSeconds: 95 * DAY };

/** How far an execution may be below the quote at its trigger, basis points: by default for a stop, for a take profit, and at most. */
export const USUAL_STOP_SLIPPAGE_BPS = 1_000;
export const USUAL_TAKE_PROFIT_SLIPPAGE_BPS = 100;
const MAX_TRIGGER_SLIPPAGE_BPS = 5_000;

/** Failures after which waiting can't help; after every other one the order rests again. */
const ENDS: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'INSUFFICIENT_BALANCE',
  'CHAIN_REFUSED',
  'ATTEMPTS_EXHAUSTED',
  'CHAIN_CHANGED',
  'WRONG_WALLET',
]);

/** What follows a failed attempt of a resting order. */
export function afterRestingMiss(code: FailureCode): 'rest' | 'end' {
  return ENDS.has(code) ? 'end' : 'rest';
}

/** A price as an exact quotient of base units: `amountOut` for `amountIn`. */
export const price = z.strictObject({ amountIn: positiveBaseUnits, amountOut: positiveBaseUnits });
type Price = z.output<typeof price>;

export const triggerSlippageBps = z
  .int({ error: 'must be a whole number of basis points' })
  .min(0, { error: 'must be at least 0' })
  .max(MAX_TRIGGER_SLIPPAGE_BPS, { error: `must be at most ${MAX_TRIGGER_SLIPPAGE_BPS}` })
  .optional();

/** The fields that every order with a trigger has. */
export const triggerFields = {
  source: z
    .enum(TRIGGER_SOURCES, { error: `must be one of ${TRIGGER_SOURCES.join(', ')}` })
    .optional()
    .meta({
      description:
        'The rate that the trigger watches: `mid` (when absent), the mean mid price of the pools; `index`; or `quote`, what the whole amount would get.',
    }),
  confirmSlots: z
    .int({ error: 'must be a whole number of slots' })
    .min(1, { error: 'must be at least 1' })
    .max(150, { error: 'must be at most 150' })
    .optional()
    .meta({ description: `Consecutive slots in which the trigger has to hold; ${USUAL_CONFIRM_SLOTS} when absent.` }),
  minOut: positiveBaseUnits.optional().meta({
    description: 'The least to receive whatever the quote at the trigger, base units as a decimal string.',
  }),
};

/** What every order with a trigger asks for, parsed. */
export type TriggerRequest = {
  readonly source?: TriggerTerms['source'] | undefined;
  readonly confirmSlots?: number | undefined;
  readonly minOut?: bigint | undefined;
};

/** The trigger terms of a request: the common part, and the conditions of its kind. */
export function triggerOf(
  request: TriggerRequest,
  conditions: Partial<Pick<TriggerTerms, 'stop' | 'takeProfit' | 'trail'>>,
): TriggerTerms {
  return {
    source: request.source ?? 'mid',
    confirmSlots: request.confirmSlots ?? USUAL_CONFIRM_SLOTS,
    stop: null,
    takeProfit: null,
    trail: null,
    ...conditions,
  };
}

export function stopAt(at: Price, maxSlippageBps: number | undefined): TriggerTerms['stop'] {
  return { rate: viewOf(at), maxSlippageBps: maxSlippageBps ?? USUAL_STOP_SLIPPAGE_BPS };
}

export function takeProfitAt(at: Price, maxSlippageBps: number | undefined): TriggerTerms['takeProfit'] {
  return { rate: viewOf(at), maxSlippageBps: maxSlippageBps ?? USUAL_TAKE_PROFIT_SLIPPAGE_BPS };
}

function viewOf({ amountIn, amountOut }: Price): RateView {
  return { amountIn: amountIn.toString(), amountOut: amountOut.toString() };
}
