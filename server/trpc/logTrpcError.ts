import type { TRPCError } from '@trpc/server';
import type { Logger } from '../../runtime/logger.ts';
import { engineErrorOf, isInternal, requestIdOf } from './errorShape.ts';

/** Logs the error of a call: in full when it is internal, in one line when the client was refused. */
export function logTrpcError(opts: { error: TRPCError; procedure: string | undefined; logger: Logger }): void {
  const { error, procedure, logger } = opts;
  const requestId = requestIdOf(error);
  if (isInternal(error)) logger.error({ err: error.cause ?? error, procedure, requestId }, 'a call failed');
  else logger.debug({ code: engineErrorOf(error).code, procedure, requestId }, 'a call was refused');
}
