import { TRPCClientError } from '@trpc/client';
import type { ErrorCode } from '../../core/errors/engineError.ts';
import type { AppRouter } from '../../server/trpc/appRouter.ts';

/** What a person is told of a request that failed. */
export type RequestError = {
  /** The server's code; undefined when no server answered. */
  readonly code: ErrorCode | undefined;
  readonly text: string;
  readonly requestId: string | undefined;
};

export const NO_ANSWER = 'The server does not answer. Check your connection; the desk keeps trying.';

function isEngineClientError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}

/** The server's own sentence, code and request id; or that nobody answered. */
export function requestErrorOf(error: unknown): RequestError {
  const data = isEngineClientError(error) ? error.data : undefined;
  if (data === undefined || data === null) return { code: undefined, text: NO_ANSWER, requestId: undefined };
  return { code: data.code, text: data.text, requestId: data.requestId };
}

/** True when the request may have been carried out although no proper answer came. */
export function isUnanswered({ code }: RequestError): boolean {
  return code === undefined || code === 'UNAVAILABLE' || code === 'INTERNAL';
}
