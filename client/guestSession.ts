import { engineAddress } from './engineAddress.ts';
import { noConnectionCode } from './unreachable.ts';

/** Thrown when no guest session could be made. */
export class GuestSessionError extends Error {
  override readonly name = 'GuestSessionError';
}

/**
 * Makes a guest, with a funded paper wallet, and returns its session's cookie as `name=value` for `createClient`. Outside browsers only:
 * a browser keeps the cookie itself. Whoever holds the cookie is the trader. Throws GuestSessionError.
 */
export async function guestSession(opts: { url: string; fetch?: typeof fetch }): Promise<string> {
  const ask = opts.fetch ?? fetch;
  const address = engineAddress(opts.url);
  const response = await ask(`${address}/api/auth/sign-in/anonymous`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch((cause: unknown) => {
    const reason = noConnectionCode(cause);
    throw new GuestSessionError(
      reason === undefined
        ? 'the engine did not answer the request for a guest session'
        : `the engine at ${address} can’t be reached (${reason})`,
      { cause },
    );
  });
  if (!response.ok)
    throw new GuestSessionError(`the engine answered ${response.status} to the request for a guest session`);
  for (const cookie of response.headers.getSetCookie()) {
    const pair = cookie.split(';')[0] ?? '';
    if (/^(__Host-)?oee\.session(\.[0-9a-f]+)?=./.test(pair)) return pair;
  }
  throw new GuestSessionError('the engine made no session');
}
