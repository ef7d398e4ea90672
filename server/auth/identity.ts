import { EngineError } from '../../core/errors/engineError.ts';
import type { AccountStore, SessionRow } from '../../drizzle/accountStore.ts';

/** Who acts: a trader by a live session. */
export type Identity = {
  readonly traderId: string;
  readonly wallet: string;
  readonly guest: boolean;
  readonly name: string;
};

export type Identities = {
  /** The live session of a Cookie header; undefined when it names none. Throws EngineError UNAVAILABLE. */
  sessionOf(cookie: string | undefined): Promise<SessionRow | undefined>;
  /** Who acts by this Cookie header. Throws EngineError UNAUTHENTICATED, UNAVAILABLE. Changes nothing. */
  identify(cookie: string | undefined): Promise<Identity>;
  /** Opens the identity's trader when the call that should have done so was cut short. Idempotent. */
  ensureTrader(identity: Identity): Promise<void>;
};

/**
 * Sessions on the hot path: the cookie's signature is checked here, and whether the session lives is asked of Postgres each time, in one
 * batched read for all who ask at once. Nothing is cached, so a logout holds at once everywhere.
 */
export function createIdentities(opts: {
  accounts: AccountStore;
  readToken(cookie: string | undefined): string | undefined;
  walletOf(traderId: string): string;
}): Identities {
  const { accounts, readToken, walletOf } = opts;
  const sessionOf = async (cookie: string | undefined) => {
    const token = readToken(cookie);
    return token === undefined ? undefined : accounts.findSession(token);
  };
  return {
    sessionOf,
    async identify(cookie) {
      const session = await sessionOf(cookie);
      if (session === undefined) throw new EngineError({ code: 'UNAUTHENTICATED' });
      const { traderId, guest, name } = session;
      return { traderId, guest, name, wallet: session.wallet ?? walletOf(traderId) };
    },
    async ensureTrader({ traderId, wallet }) {
      await accounts.openTrader({ traderId, wallet });
    },
  };
}
