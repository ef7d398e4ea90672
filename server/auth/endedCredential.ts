import { EngineError } from '../../core/errors/engineError.ts';

const NO_SUCH_KEY =
  'This API key is not known here, was revoked or has ended. Nothing was changed; make another in the desk and try again.';

/** The error for an invalid or ended session or API key. */
export function endedCredential(kind: 'none' | 'cookie' | 'session' | 'key'): EngineError {
  return new EngineError({ code: 'UNAUTHENTICATED', ...(kind === 'key' ? { text: NO_SUCH_KEY } : {}) });
}
