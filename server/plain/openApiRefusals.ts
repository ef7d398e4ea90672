import { z } from 'zod';
import { ERRORS, type ErrorCode } from '../../core/errors/engineError.ts';
import { plainError } from './plainError.ts';

/** The schema of every refusal, under its name in the document. */
export const Refusal = plainError.meta({ id: 'Error' });

const JSON_TYPE = 'application/json';
/** A body of JSON. */
export const json = <Schema extends z.ZodType>(schema: Schema) => ({ [JSON_TYPE]: { schema } });

const LATER = z.object({
  'retry-after': z.string().optional().meta({ description: 'Seconds until the same request is taken again.' }),
});

/** The refusals of an operation, by status, each with its codes. */
export function refusals(...codes: ErrorCode[]) {
  const always: ErrorCode[] = [
    'INVALID_REQUEST',
    'ORIGIN_NOT_ALLOWED',
    'FORBIDDEN',
    'TOO_MANY_REQUESTS',
    'UNAVAILABLE',
    'INTERNAL',
  ];
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...codes, ...always]) {
    const { http } = ERRORS[code];
    byStatus.set(http, [...(byStatus.get(http) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, found]) => [
        String(status),
        { description: found.join(', '), content: json(Refusal), ...(status === 429 ? { headers: LATER } : {}) },
      ]),
  );
}
