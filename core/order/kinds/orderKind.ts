import { z } from 'zod';
import type { FailureCode } from '../../errors/engineError.ts';
import type { ExitTerms, TriggerTerms } from '../trigger/triggerTerms.ts';
import { listedMint, positiveBaseUnits } from './requestFields.ts';

/** The longest idempotency key, in characters. */
const MAX_IDEMPOTENCY_KEY_LENGTH = 128;

const idempotencyKey = z
  .string({ error: 'must be a string' })
  .min(1, { error: 'must not be empty' })
  .max(MAX_IDEMPOTENCY_KEY_LENGTH, { error: `must be at most ${MAX_IDEMPOTENCY_KEY_LENGTH} characters` })
  .regex(/^[\x21-\x7e]+$/, { error: 'must be printable ASCII without spaces' })
  .meta({ description: 'Yours, new for each order: up to 128 printable ASCII characters without spaces.' });

/** The definition of an order kind. */
type Definition<Name extends string, Type extends z.ZodType<Name>, Fields extends z.ZodRawShape> = {
  /** Its name: the `type` of an order on the wire and in the database. */
  readonly name: Name;
  /** What its orders do, for the interface's documentation. */
  readonly description: string;
  /** The schema of `type` in a request. */
  readonly type: Type;
  /** The request fields that only this kind has, with their descriptions for the interface's documentation. */
  readonly fields: Fields;
  /** True when an order waits for the market (as `pending`, with its hold) before it is executed. */
  readonly rests: boolean;
  /** Seconds that an order stays valid: by default, and at most. */
  readonly validity: { readonly usualSeconds: number; readonly longestSeconds: number };
  /** The minimum output of an order, base units. Undefined when it depends on a quote and there is none. */
  bound(order: z.output<z.ZodObject<Fields>>, quotedOut: bigint | undefined): bigint | undefined;
  /** The conditions that an order waits for beside its minimum; null when the minimum is all, and for a kind that does not rest. */
  trigger(order: z.output<z.ZodObject<Fields>>): TriggerTerms | null;
  /** The order that its execution arms for what it received; absent for a kind without one. */
  exit?(order: z.output<z.ZodObject<Fields>>): ExitTerms;
  /** What follows a failed attempt while attempts are left: another one, the end, or another rest until the market allows it. */
  afterMiss(code: FailureCode): 'next attempt' | 'end' | 'rest';
};

/**
 * An order kind: its request fields, and the rules that the engine applies to them. Each kind is one file here, listed in `orderKinds.ts`; its
 * part of the desk is in `app/ticket/kinds/`, and `npm run migrate` makes its row in `engine.order_kinds`.
 */
export function defineOrderKind<const Name extends string, Type extends z.ZodType<Name>, Fields extends z.ZodRawShape>(
  kind: Definition<Name, Type, Fields>,
) {
  const { usualSeconds, longestSeconds } = kind.validity;
  const fields = z.strictObject({
    type: kind.type,
    tokenIn: listedMint,
    tokenOut: listedMint,
    amountIn: positiveBaseUnits,
    ...kind.fields,
    validForSeconds: z
      .int({ error: 'must be a whole number of seconds' })
      .min(1, { error: 'must be at least 1' })
      .max(longestSeconds, { error: `must be at most ${longestSeconds}` })
      .optional()
      .meta({ description: `Not executed by then, the order expires; ${usualSeconds} when absent.` }),
    idempotencyKey,
  });
  return { ...kind, request: fields.meta({ description: kind.description }) };
}

/** Any order kind, for code that does not depend on the kind's own fields. */
export type OrderKind = ReturnType<typeof defineOrderKind<string, z.ZodType<string>, z.ZodRawShape>>;
