import type { ErrorCode } from '../../core/errors/engineError.ts';
import { NO_ANSWER, type RequestError } from '../browser/requestError.ts';

/** Thrown when a request to sign in, out or up was refused or not answered; `error` is for the trader. */
class AuthRequestFailed extends Error {
  override readonly name = 'AuthRequestFailed';
  readonly error: RequestError;

  constructor(error: RequestError) {
    super(error.text);
    this.error = error;
  }
}

type ErrorBody = { readonly error?: { readonly data?: { code?: ErrorCode; text?: string; requestId?: string } } };

/** Posts to one of the session's own endpoints and returns its answer. Throws AuthRequestFailed. */
export async function postAuth(path: string, body: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(`/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw new AuthRequestFailed({ code: undefined, text: NO_ANSWER, requestId: undefined });
  }
  const said: unknown = await answer.json().catch(() => undefined);
  if (answer.ok) return said;
  const data = (said as ErrorBody | undefined)?.error?.data;
  throw new AuthRequestFailed({ code: data?.code, text: data?.text ?? NO_ANSWER, requestId: data?.requestId });
}

/** The text for the trader after a failure of `postAuth`, or any other error. */
export function authErrorOf(thrown: unknown): RequestError {
  if (thrown instanceof AuthRequestFailed) return thrown.error;
  return { code: undefined, text: thrown instanceof Error ? thrown.message : NO_ANSWER, requestId: undefined };
}
