import { randomUUID } from 'node:crypto';
import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, getSessionFromCtx } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { EngineError } from '../../core/errors/engineError.ts';
import type { Database } from '../../drizzle/database.ts';
import { claimGuest } from '../../drizzle/guestClaim.ts';
import { changePassword } from '../../drizzle/passwordChange.ts';
import { changePasswordBody, createAccountBody } from './authEndpoints.ts';

/** The provider under which better-auth looks a password up. */
const PASSWORD_PROVIDER = 'credential';

/**
 * An account is a guest with a password: the user stays the same, and with it wallet, orders and events. There is no other sign-up, so data never
 * moves from one user to another. The guest's session ends, and a new one begins.
 */
export function passwordAccount(opts: { database: Database }) {
  return {
    id: 'password-account',
    endpoints: {
      createAccount: createAuthEndpoint('/account/create', { method: 'POST', body: createAccountBody }, async (ctx) => {
        const session = await getSessionFromCtx(ctx, { disableRefresh: true });
        if (session === null) throw new EngineError({ code: 'UNAUTHENTICATED' });
        const { id } = session.user;
        const { email, password } = ctx.body;
        const name = ctx.body.name ?? email.slice(0, email.indexOf('@'));
        const verdict = await claimGuest({
          database: opts.database,
          accountRowId: randomUUID(),
          claim: {
            userId: id,
            name,
            email,
            providerId: PASSWORD_PROVIDER,
            accountId: id,
            passwordHash: await ctx.context.password.hash(password),
            keepApiKeys: ctx.body.keepApiKeys,
          },
        });
        if (verdict === 'taken') throw new EngineError({ code: 'EMAIL_TAKEN' });
        if (verdict === 'no-guest') {
          throw new EngineError({ code: 'INVALID_REQUEST', text: 'You have an account already. Nothing was changed.' });
        }
        const next = await ctx.context.internalAdapter.createSession(id);
        await setSessionCookie(ctx, { session: next, user: { ...session.user, name, email } });
        return ctx.json({ user: { id } });
      }),

      // Replaces better-auth's own endpoint, which does not know about API keys. The reason may be that somebody else knows the password, so all other sessions
      // end, and so do the keys unless their owner keeps them.
      changePassword: createAuthEndpoint(
        '/change-password',
        { method: 'POST', body: changePasswordBody },
        async (ctx) => {
          const current = await getSessionFromCtx(ctx, { disableRefresh: true });
          if (current === null) throw new EngineError({ code: 'UNAUTHENTICATED' });
          const { user } = current;
          const { password, internalAdapter } = ctx.context;
          const { currentPassword, newPassword, keepApiKeys } = ctx.body;
          const accounts = await internalAdapter.findAccounts(user.id);
          const oldHash = accounts.find(({ providerId }) => providerId === PASSWORD_PROVIDER)?.password;
          if (!oldHash) {
            throw new EngineError({
              code: 'INVALID_REQUEST',
              text: 'There is no password here that could be changed. Nothing was changed.',
            });
          }
          const changed =
            (await password.verify({ hash: oldHash, password: currentPassword })) &&
            (await changePassword({
              database: opts.database,
              userId: user.id,
              providerId: PASSWORD_PROVIDER,
              oldHash,
              newHash: await password.hash(newPassword),
              keepApiKeys,
            }));
          if (!changed) {
            throw new EngineError({
              code: 'WRONG_CREDENTIALS',
              text: 'The current password is wrong. Nothing was changed.',
            });
          }
          await setSessionCookie(ctx, { session: await internalAdapter.createSession(user.id), user });
          return ctx.json({ user: { id: user.id } });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
