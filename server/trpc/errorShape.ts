import { randomUUID } from 'node:crypto';
import { TRPCError, type TRPCErrorShape } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { type TRPC_ERROR_CODE_KEY, TRPC_ERROR_CODES_BY_KEY } from '@trpc/server/rpc';
import { ZodError } from 'zod';
import { EngineError, type ErrorCode } from '../../core/errors/engineError.ts';
import type { RefusalView } from '../../core/errors/refusal.ts';
import { inputError } from './inputError.ts';

/** The error data for a client. `text` is the trader's sentence; `requestId` finds the details in the log. */
export type EngineErrorData = {
  code: ErrorCode;
  text: string;
  retryable: boolean;
  requestId: string;
  httpStatus: number;
  /** With TOO_MANY_REQUESTS: seconds to wait. */
  retryAfterSeconds?: number;
};
export type EngineErrorShape = TRPCErrorShape<EngineErrorData>;

/** The sentences for requests that tRPC itself refuses before a procedure runs. */
const REFUSED_BY_TRPC: Partial<Record<TRPC_ERROR_CODE_KEY, string>> = {
  PARSE_ERROR: 'The request is not valid JSON of the documented form. Nothing was changed.',
  BAD_REQUEST: 'The request is not valid. Nothing was changed.',
  NOT_FOUND: 'There is no such procedure. Nothing was changed.',
  METHOD_NOT_SUPPORTED:
    'Queries are sent with GET, mutations with POST, subscriptions over the WebSocket. Nothing was changed.',
  UNSUPPORTED_MEDIA_TYPE: 'Requests are sent as application/json. Nothing was changed.',
  PAYLOAD_TOO_LARGE: 'The request is larger than 64 kB. Nothing was changed.',
  UNPROCESSABLE_CONTENT: 'The message is not of the documented form. Nothing was changed.',
};

const TRPC_CODE_BY_HTTP = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_SERVER_ERROR',
  503: 'SERVICE_UNAVAILABLE',
} as const satisfies Record<number, TRPC_ERROR_CODE_KEY>;

const requestIds = new WeakMap<object, string>();

/** The request id of an error: made at the first call and then constant, so that answer and log agree. */
export function requestIdOf(error: object): string {
  const known = requestIds.get(error);
  if (known !== undefined) return known;
  const id = randomUUID();
  requestIds.set(error, id);
  return id;
}

/** The engine's error behind a tRPC error. An unexpected error becomes INTERNAL and keeps its cause only for the log. */
export function engineErrorOf(error: TRPCError): EngineError {
  if (error.cause instanceof EngineError) return error.cause;
  if (error.cause instanceof ZodError && error.code === 'BAD_REQUEST') return inputError(error.cause);
  const text = REFUSED_BY_TRPC[error.code];
  return text === undefined
    ? new EngineError({ code: 'INTERNAL', cause: error })
    : new EngineError({ code: 'INVALID_REQUEST', text, cause: error });
}

/** True for internal errors, which must be logged in full. */
export function isInternal(error: TRPCError): boolean {
  return engineErrorOf(error).code === 'INTERNAL';
}

/** The shape in which an error leaves the server: code, sentence, request id. Never a stack, a statement or a path. */
export function errorShapeOf(error: TRPCError): EngineErrorShape {
  const engineError = engineErrorOf(error);
  const refusedByTrpc = engineError.code === 'INVALID_REQUEST' && !(error.cause instanceof EngineError);
  const httpStatus = refusedByTrpc ? getHTTPStatusCodeFromError(error) : engineError.http;
  const key = refusedByTrpc ? error.code : trpcCodeOf(engineError.http);
  return {
    message: engineError.text,
    code: TRPC_ERROR_CODES_BY_KEY[key],
    data: {
      code: engineError.code,
      text: engineError.text,
      retryable: engineError.retryable,
      requestId: requestIdOf(error),
      httpStatus,
      ...(engineError.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: engineError.retryAfterSeconds }),
    },
  };
}

function trpcCodeOf(http: number): TRPC_ERROR_CODE_KEY {
  const known: Partial<Record<number, TRPC_ERROR_CODE_KEY>> = TRPC_CODE_BY_HTTP;
  return known[http] ?? 'INTERNAL_SERVER_ERROR';
}

/** An error that was thrown outside tRPC as one of tRPC's, with the same request id. */
export function trpcErrorOf(error: unknown): TRPCError {
  if (error instanceof TRPCError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const wrapped = new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause });
  requestIds.set(wrapped, requestIdOf(cause));
  return wrapped;
}

/** The shape of an error that was thrown outside tRPC (a guard before it, or the plain HTTP paths). */
export const shapeOfThrown = (error: unknown): EngineErrorShape => errorShapeOf(trpcErrorOf(error));

/** The flat form of an error, for errors inside a successful answer. */
export function refusalOf(shape: EngineErrorShape): RefusalView {
  const { code, text, retryable, requestId, retryAfterSeconds } = shape.data;
  const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  return { code, message: text, retryable, requestId, ...wait };
}
