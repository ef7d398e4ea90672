import { EngineError } from '../../core/errors/engineError.ts';
import type { AccountStore } from '../../drizzle/accountStore.ts';
import type { ApiKeyStore } from '../../drizzle/apiKeyStore.ts';
import type { Credential } from '../../drizzle/orderIntake.ts';
import { apiKeyHash } from './apiKey.ts';
import type { Credentials } from './credentials.ts';

/** Who acts: a trader by a live session or a live API key. */
export type Identity = {
  readonly traderId: string;
  readonly wallet: string;
  readonly guest: boolean;
  readonly name: string;
  /** Null for guests and for accounts that sign in by a wallet alone. */
  readonly email: string | null;
  readonly signedInBy: 'session' | 'key';
  /** False for a key with the scope `read` alone. */
  readonly mayTrade: boolean;
  /** What was shown, for asking again in the transaction that accepts an order. */
  readonly credential: Credential;
  /** The key, where one was used: its limit is its own. */
  readonly key: { readonly id: string; readonly ordersPerMinute: number | null } | undefined;
};

export type Identities = {
  /** Who acts by these credentials; undefined when they are not, or no more, anybody's. Throws EngineError UNAVAILABLE. Changes nothing. */
  find(credentials: Credentials): Promise<Identity | undefined>;
  /**
   * Names whoever shows these credentials, for counting and without asking anybody: the session that we signed, or a key as it was sent,
   * which may be made up. Undefined for nobody.
   */
  callerOf(credentials: Credentials): string | undefined;
  /** The same as `find`, for who must be somebody. Throws EngineError UNAUTHENTICATED, UNAVAILABLE. */
  identify(credentials: Credentials): Promise<Identity>;
  /** Opens the identity's trader when the call that should have done so was cut short. Idempotent. */
  ensureTrader(identity: Identity): Promise<void>;
};

/** Addresses under this name are made up for users without one (RFC 2606). */
const MADE_UP = /\.invalid$/;

/**
 * Who acts, on the hot path: the cookie's signature is checked here, a key's hash is taken here, and whether the session or the key lives is
 * asked of Postgres each time, in one batched read for all who ask at once. Nothing is cached, so a logout or a revocation holds at once everywhere.
 */
export function createIdentities(opts: {
  accounts: AccountStore;
  apiKeys: ApiKeyStore;
  readToken(cookie: string | undefined): string | undefined;
  walletOf(traderId: string): string;
}): Identities {
  const { accounts, apiKeys, readToken, walletOf } = opts;

  type Owner = { traderId: string; name: string; email: string; guest: boolean; wallet: string | null };
  const ownerOf = ({ traderId, name, email, guest, wallet }: Owner) => ({
    traderId,
    name,
    guest,
    wallet: wallet ?? walletOf(traderId),
    email: guest || MADE_UP.test(email) ? null : email,
  });

  async function find(credentials: Credentials): Promise<Identity | undefined> {
    if (credentials.kind === 'key') {
      const hash = apiKeyHash(credentials.key);
      const row = hash === undefined ? undefined : await apiKeys.find(hash);
      if (row === undefined) return undefined;
      const key = { id: row.keyId, ordersPerMinute: row.ordersPerMinute };
      return {
        ...ownerOf(row),
        signedInBy: 'key',
        mayTrade: row.mayTrade,
        key,
        credential: { kind: 'key', id: row.keyId },
      };
    }
    const token = credentials.kind === 'cookie' ? readToken(credentials.header) : undefined;
    const row = token === undefined ? undefined : await accounts.findSession(token);
    if (row === undefined) return undefined;
    const credential: Credential = { kind: 'session', id: row.sessionId };
    return { ...ownerOf(row), signedInBy: 'session', mayTrade: true, key: undefined, credential };
  }

  return {
    find,
    callerOf(credentials) {
      if (credentials.kind === 'key') return apiKeyHash(credentials.key);
      return credentials.kind === 'cookie' ? readToken(credentials.header) : undefined;
    },
    async identify(credentials) {
      const identity = await find(credentials);
      if (identity === undefined) throw new EngineError({ code: 'UNAUTHENTICATED' });
      return identity;
    },
    async ensureTrader({ traderId, wallet }) {
      await accounts.openTrader({ traderId, wallet });
    },
  };
}
