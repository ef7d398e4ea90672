import type { ServerResponse } from 'node:http';
import type { Logger } from '../../runtime/logger.ts';
import { plainErrorOf } from '../plain/plainError.ts';
import { shapeOfThrown } from '../trpc/errorShape.ts';
import { answerJson } from './answerJson.ts';

/**
 * Answers an error that was thrown before or outside a procedure, in the form that tRPC clients read, or in the flat form of the plain interface.
 * Logs unexpected errors in full.
 */
export function answerError(opts: {
  res: ServerResponse;
  error: unknown;
  status?: number;
  logger: Logger;
  form?: 'trpc' | 'plain';
}): void {
  const { res, error, logger } = opts;
  const thrown = shapeOfThrown(error);
  const httpStatus = opts.status ?? thrown.data.httpStatus;
  const shape = { ...thrown, data: { ...thrown.data, httpStatus } };
  const { retryAfterSeconds } = shape.data;
  if (shape.data.code === 'INTERNAL') logger.error({ err: error, requestId: shape.data.requestId }, 'a request failed');
  answerJson({
    res,
    status: httpStatus,
    ...(retryAfterSeconds === undefined ? {} : { headers: { 'retry-after': String(retryAfterSeconds) } }),
    body: opts.form === 'plain' ? plainErrorOf(shape) : { error: shape },
  });
}
