import type { IncomingMessage, ServerResponse } from 'node:http';
import { EngineError, type ErrorCode } from '../../core/errors/engineError.ts';
import { isOutage } from '../../drizzle/database.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { Auth } from '../auth/auth.ts';
import { type AuthEndpoint, authEndpoint } from '../auth/authEndpoints.ts';
import type { SessionCookies } from '../auth/sessionCookie.ts';
import type { Engine } from '../engine.ts';
import { inputError } from '../trpc/inputError.ts';
import { answerError } from './answerError.ts';
import { answerJson } from './answerJson.ts';
import type { AddressOf } from './clientAddress.ts';
import { parseJson } from './parseJson.ts';
import { BodyTooLarge, readBody } from './readBody.ts';
import { guard } from './requestGuard.ts';
import type { TrustedOrigins } from './trustedOrigins.ts';

export const AUTH_PREFIX = '/api/auth/';

/** Our error for each refusal of better-auth. An unlisted refusal is reported only by its status. */
const REFUSALS: Readonly<Record<string, { code: ErrorCode; text?: string }>> = {
  INVALID_EMAIL_OR_PASSWORD: { code: 'WRONG_CREDENTIALS' },
  ANONYMOUS_USERS_CANNOT_SIGN_IN_AGAIN_ANONYMOUSLY: {
    code: 'INVALID_REQUEST',
    text: 'This session is a guest’s already. Nothing was changed.',
  },
};

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

function refusal(opts: { status: number; answer: unknown }): EngineError {
  const { status, answer } = opts;
  const known = REFUSALS[String(field(answer, 'code'))];
  if (known !== undefined) return new EngineError(known);
  if (status >= 500) return new EngineError({ code: 'INTERNAL', detail: `better-auth answered ${status}` });
  return new EngineError({
    code: status === 401 ? 'UNAUTHENTICATED' : status === 403 ? 'FORBIDDEN' : 'INVALID_REQUEST',
  });
}

/** The parsed body; an empty body counts as none. */
const parseBody = (text: string) => (text === '' ? {} : parseJson(text));

/** The parts of better-auth's answer that are sent: who is signed in, and what a wallet has to sign. A session's token stays in its cookie. */
function told(answer: unknown): object | null {
  if (answer === null) return null;
  const traderId = field(field(answer, 'user'), 'id');
  if (typeof traderId === 'string') return { traderId };
  const [nonce, message, expiresAt] = ['nonce', 'message', 'expiresAt'].map((name) => field(answer, name));
  return nonce === undefined ? {} : { nonce, message, expiresAt };
}

/** The e-mail address in a request to sign in or to make an account. */
function emailIn(body: object): string | undefined {
  const email = field(body, 'email');
  return typeof email === 'string' ? email : undefined;
}

/** The account whose password is checked: by the e-mail address in the request, or the signed-in trader. */
function accountTried(opts: {
  endpoint: AuthEndpoint;
  body: object;
  traderId: string | undefined;
}): string | undefined {
  return opts.endpoint.triesPassword ? (emailIn(opts.body) ?? opts.traderId) : undefined;
}

/**
 * better-auth's endpoints behind our own guards and schemas. A new session ends the one that it replaces, and open sockets of the previous trader
 * are checked again at once. Failures have the form of all our errors.
 */
export function createAuthHandler(opts: {
  engine: Engine;
  auth: Auth;
  cookies: SessionCookies;
  publicUrl: string;
  trusted: TrustedOrigins;
  addressOf: AddressOf;
  logger: Logger;
}) {
  const { engine, auth, cookies: sessionCookies, publicUrl, trusted, addressOf, logger } = opts;
  const { origin } = new URL(publicUrl);

  async function answer(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const endpoint = authEndpoint({ path, method: req.method });
    if (endpoint === undefined) {
      throw new EngineError({ code: 'INVALID_REQUEST', text: 'There is no such endpoint. Nothing was changed.' });
    }
    guard({ req, trusted, keys: false });
    const body = endpoint.body.safeParse(endpoint.method === 'POST' ? parseBody(await readBody(req)) : {});
    if (!body.success) throw inputError(body.error);

    const { cookie } = req.headers;
    const address = addressOf(req);
    const before = sessionCookies.read(cookie);
    const owner = before === undefined ? undefined : await engine.accounts.findSession(before);
    const attempt = { address, account: accountTried({ endpoint, body: body.data, traderId: owner?.traderId }) };
    await (endpoint.signsIn ? engine.limits.signIn(attempt) : engine.limits.read({ address }));
    // Our guard has passed. better-auth's own guard requires an Origin from programs too; it uses nothing else of the request.
    const headers = new Headers({ origin, 'user-agent': (req.headers['user-agent'] ?? '').slice(0, 200) });
    // When better-auth finds an ended session it clears the cookie, even in the answer that should set the new one.
    if (owner !== undefined) headers.set('cookie', sessionCookies.write(owner.token));
    if (endpoint.method === 'POST') headers.set('content-type', 'application/json');
    const response = await auth.handler(
      new Request(new URL(path, publicUrl), {
        method: endpoint.method,
        headers,
        ...(endpoint.method === 'POST' ? { body: JSON.stringify(body.data) } : {}),
      }),
    );
    const result = parseBody(await response.text());
    if (!response.ok) throw refusal({ status: response.status, answer: result });

    await engine.limits.signedIn({ address, account: attempt.account ?? emailIn(body.data) });
    const set = response.headers.getSetCookie();
    const cookies = set.length === 0 ? [] : [...set, ...sessionCookies.forgetFormer(cookie)];
    if (cookies.length > 0) {
      const traderId = field(field(result, 'user'), 'id');
      logger.debug({ endpoint: path, address, traderId, before: owner?.traderId }, 'a session changed');
    }
    if (endpoint.method === 'POST' && owner !== undefined) {
      // At a logout too: better-auth reports success even when it could not delete the session.
      if (cookies.length > 0) await engine.accounts.endSession(owner.token);
      engine.credentials.changed(owner.traderId);
    }
    answerJson({
      res,
      status: 200,
      body: told(result),
      headers: cookies.length === 0 ? {} : { 'set-cookie': cookies },
    });
  }

  return async (req: IncomingMessage, res: ServerResponse, path: string): Promise<void> => {
    try {
      await answer(req, res, path);
    } catch (error) {
      req.resume();
      const known = isOutage(error) ? new EngineError({ code: 'UNAVAILABLE', cause: error }) : error;
      const status = known instanceof BodyTooLarge ? 413 : undefined;
      if (known instanceof EngineError && (known.http === 401 || known.http === 429)) {
        logger.info({ endpoint: path, address: addressOf(req), code: known.code }, 'a sign-in was refused');
      }
      answerError({ res, error: known, logger, ...(status === undefined ? {} : { status }) });
    }
  };
}
