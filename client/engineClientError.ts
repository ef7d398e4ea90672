import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from './engineTypes.ts';

type Answer = NonNullable<TRPCClientError<AppRouter>['data']>;

/** The engine's refusal of a call, or of one order among several. */
type Refusal = Pick<Answer, 'code' | 'text' | 'retryable' | 'requestId' | 'retryAfterSeconds'>;

/** The codes with which the engine itself refuses. */
export type EngineRefusalCode = Answer['code'];

/** Calls that ended without an answer of the engine. */
const UNANSWERED = {
  /** It is unknown whether the engine got the call. */
  NO_ANSWER: {
    text: 'The engine did not answer. If you placed an order, send it again with the same idempotency key: it will not be placed twice.',
    retryable: true,
  },
  /** Nothing listens at that address, or its name or certificate is wrong: nothing was sent. */
  UNREACHABLE: {
    text: 'The engine can’t be reached. Nothing was sent; check its address and that it runs.',
    retryable: true,
  },
  /** The input holds what JSON can't carry, such as a bigint. */
  NOT_SENT: {
    text: 'The request can’t be written as JSON, so nothing was sent. Amounts are decimal strings of base units.',
    retryable: false,
  },
  /** Something else answers at that address. */
  NOT_AN_ENGINE: { text: 'What answers at this address is not an Order Execution Engine.', retryable: false },
  TIMED_OUT: {
    text: 'The time-out has passed. An order that was placed continues; follow it by its id.',
    retryable: true,
  },
  ABORTED: { text: 'The call was aborted. An order that was placed continues; follow it by its id.', retryable: false },
  CLOSED: { text: 'The connection to the engine was closed by its owner.', retryable: false },
} as const;

export type EngineErrorCode = EngineRefusalCode | keyof typeof UNANSWERED;

/**
 * Every failed call of this package rejects with this error. `message` is a sentence for a trader, `retryable` says whether the same request may
 * succeed later, `requestId` finds the error in the engine's log. An error of `placeAndWait` also names the order, as far as known.
 */
export class EngineClientError extends TRPCClientError<AppRouter> {
  readonly code: EngineErrorCode;
  readonly retryable: boolean;
  readonly requestId: string | undefined;
  /** With TOO_MANY_REQUESTS: seconds until the same call is accepted again. */
  readonly retryAfterSeconds: number | undefined;
  /** Set by `placeAndWait`: the key under which the order may be sent again without being placed twice. */
  idempotencyKey: string | undefined;
  /** Set by `placeAndWait` once the order is known to be placed. */
  orderId: string | undefined;

  constructor(
    opts:
      | { code: keyof typeof UNANSWERED; text?: string; cause?: unknown }
      | { answer: Refusal; error?: TRPCClientError<AppRouter> },
  ) {
    const { text, retryable } = 'answer' in opts ? opts.answer : { ...UNANSWERED[opts.code], ...opts };
    const cause: unknown = 'answer' in opts ? opts.error : opts.cause;
    const { shape, meta } = ('answer' in opts ? opts.error : undefined) ?? {};
    super(text, {
      ...(shape ? { result: { error: shape } } : {}),
      ...(meta ? { meta } : {}),
      ...(cause instanceof Error ? { cause } : {}),
    });
    // The parent's constructor makes every instance one of its own.
    Object.setPrototypeOf(this, EngineClientError.prototype);
    this.name = 'EngineClientError';
    this.code = 'answer' in opts ? opts.answer.code : opts.code;
    this.retryable = retryable;
    this.requestId = 'answer' in opts ? opts.answer.requestId : undefined;
    this.retryAfterSeconds = 'answer' in opts ? opts.answer.retryAfterSeconds : undefined;
  }
}

/** The engine's data of a refusal; undefined when the error is not the engine's. */
function answerOf(error: TRPCClientError<AppRouter>): Answer | undefined {
  const { data } = error;
  const known: unknown = data;
  if (typeof known !== 'object' || known === null) return undefined;
  return 'code' in known && 'text' in known && 'retryable' in known ? (data ?? undefined) : undefined;
}

/** The HTTP status that came with an error; undefined when there was none. */
function statusOf(error: TRPCClientError<AppRouter>): number | undefined {
  const response: unknown = error.meta?.response;
  if (typeof response !== 'object' || response === null || !('status' in response)) return undefined;
  return typeof response.status === 'number' ? response.status : undefined;
}

/** Converts any error of a call to an EngineClientError; returns an EngineClientError unchanged. */
export function engineClientErrorOf(error: unknown): EngineClientError {
  if (error instanceof EngineClientError) return error;
  if (!(error instanceof TRPCClientError)) return new EngineClientError({ code: 'NO_ANSWER', cause: error });
  const answer = answerOf(error);
  if (answer !== undefined) return new EngineClientError({ answer, error });
  const cause: unknown = error.cause;
  if (cause instanceof EngineClientError) return cause;
  if (cause instanceof Error && cause.name === 'AbortError') return new EngineClientError({ code: 'ABORTED', cause });
  const status = statusOf(error);
  const elsewhere = status !== undefined && status >= 400 && status < 500;
  return new EngineClientError({ code: elsewhere ? 'NOT_AN_ENGINE' : 'NO_ANSWER', cause: error });
}

/** The error of an engine at which nothing listens. `address` holds no secret (engineAddress); `reason` is the platform's code. */
export function unreachable(opts: { address: string; reason: string; cause: unknown }): EngineClientError {
  const { address, reason, cause } = opts;
  const text = `The engine at ${address} can’t be reached (${reason}). Nothing was sent; check the address and that the engine runs.`;
  return new EngineClientError({ code: 'UNREACHABLE', text, cause });
}

/** True when no answer came, so the engine may have accepted the call, or may accept the next one: repeating the same call finds out. */
export function isUnanswered(error: EngineClientError): boolean {
  return (
    error.code === 'NO_ANSWER' ||
    error.code === 'UNREACHABLE' ||
    error.code === 'UNAVAILABLE' ||
    error.code === 'INTERNAL'
  );
}

/** The error of a call whose signal was aborted: the reason when it is one of ours, TIMED_OUT after AbortSignal.timeout, else ABORTED. */
export function abortErrorOf(signal: AbortSignal): EngineClientError {
  const reason: unknown = signal.reason;
  if (reason instanceof EngineClientError) return reason;
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return new EngineClientError({ code: timedOut ? 'TIMED_OUT' : 'ABORTED', cause: reason });
}
