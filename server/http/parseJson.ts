import { EngineError } from '../../core/errors/engineError.ts';

/** The value of a JSON body. Throws EngineError INVALID_REQUEST when it is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new EngineError({
      code: 'INVALID_REQUEST',
      text: 'The request is not valid JSON. Nothing was changed.',
      cause: error,
    });
  }
}
