import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { anonymous } from 'better-auth/plugins';
import type { AccountStore } from '../../drizzle/accountStore.ts';
import { account, session, user, verification } from '../../drizzle/authSchema.ts';
import type { Database } from '../../drizzle/database.ts';
import type { Logger } from '../../runtime/logger.ts';
import type { TrustedOrigins } from '../http/trustedOrigins.ts';
import { PASSWORD_LENGTH } from './authEndpoints.ts';
import { passwordAccount } from './passwordAccount.ts';
import type { SessionCookieNames } from './sessionCookie.ts';
import { walletSignIn } from './walletSignIn.ts';

/** Seconds that a session lasts: a guest's cookie is the only key to its wallet, so it is kept about as long as browsers keep one. */
const SESSION_SECONDS = 365 * 24 * 60 * 60;

export type Auth = { handler(request: Request): Promise<Response> };

/** Sessions, guests and accounts by better-auth. A new user gets a trader with a funded paper wallet before the answer leaves. */
export function createAuth(opts: {
  database: Database;
  accounts: AccountStore;
  walletOf(traderId: string): string;
  publicUrl: string;
  trusted: TrustedOrigins;
  secret: string;
  cookieNames: SessionCookieNames;
  logger: Logger;
}): Auth {
  const { database, accounts, walletOf, publicUrl, trusted, secret, cookieNames, logger } = opts;
  const secure = publicUrl.startsWith('https:');
  return betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    trustedOrigins: [...trusted.list],
    database: drizzleAdapter(database.db, { provider: 'pg', schema: { user, session, account, verification } }),
    session: { expiresIn: SESSION_SECONDS, updateAge: 24 * 60 * 60 },
    emailAndPassword: {
      enabled: true,
      // Every account begins as a guest.
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    plugins: [
      anonymous({ generateName: () => 'Guest', disableDeleteAnonymousUser: true }),
      passwordAccount({ database }),
      walletSignIn({ database, publicUrl }),
    ],
    databaseHooks: {
      user: {
        create: {
          after: async (created) => {
            await accounts.openTrader({ traderId: created.id, wallet: walletOf(created.id) });
          },
        },
      },
    },
    // Off: it counts per process and address, and would refuse a service that opens sessions for its own traders.
    rateLimit: { enabled: false },
    advanced: {
      // The name carries the prefix already.
      useSecureCookies: false,
      // The prefix of its other cookies, which are only cleared here; cookies of other programs on this host must not be cleared.
      cookiePrefix: cookieNames.own,
      cookies: { session_token: { name: cookieNames.own } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
    },
    // Errors that are not the client's are thrown, and answered like all our errors.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
    logger: {
      level: 'warn',
      log: (level, message, ...details) => {
        const errors = details.filter((detail) => detail instanceof Error);
        if (level === 'error') logger.error({ err: errors[0] }, message);
        else logger.warn(message);
      },
    },
  });
}
