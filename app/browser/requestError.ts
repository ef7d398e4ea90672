import { TRPCClientError } from '@trpc/client';
import type { ErrorCode } from '../../core/errors/engineError.ts';
import type { AppRouter } from '../../server/trpc/appRouter.ts';

/** A failed request in a form for the trader. */
export type RequestError = {
  /** The server's code; undefined when no server answered. */
  readonly code: ErrorCode | undefined;
  readonly text: string;
  readonly requestId: string | undefined;
  /** How long the server asked to wait, seconds; 0 or missing when it did not. */
  readonly waitSeconds?: number;
};

export const NO_ANSWER = 'The server does not answer. Check your connection; the desk keeps trying.';

function isEngineClientError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}

function waitOf(data: object): number {
  return 'retryAfterSeconds' in data && typeof data.retryAfterSeconds === 'number' ? data.retryAfterSeconds : 0;
}

/** The server's own sentence, code and request id; or that no server answered. */
export function requestErrorOf(error: unknown): RequestError {
  const data = isEngineClientError(error) ? error.data : undefined;
  if (data === undefined || data === null) return { code: undefined, text: NO_ANSWER, requestId: undefined };
  return { code: data.code, text: data.text, requestId: data.requestId, waitSeconds: waitOf(data) };
}

/** True when the request may have taken effect although no proper answer came. */
export function isUnanswered({ code }: RequestError): boolean {
  return code === undefined || code === 'UNAVAILABLE' || code === 'INTERNAL';
}
