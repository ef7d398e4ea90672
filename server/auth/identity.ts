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
  /** Null for guests and for accounts that sign in only by a wallet. */
  readonly email: string | null;
  readonly signedInBy: 'session' | 'key';
  /** False for a key with only the scope `read`. */
  readonly mayTrade: boolean;
  /** The credential, which the transaction that accepts an order checks again. */
  readonly credential: Credential;
  /** The API key, if one was used; it has its own limit. */
  readonly key: { readonly id: string; readonly ordersPerMinute: number | null } | undefined;
};

export type Identities = {
  /** The identity of these credentials; undefined when they are invalid or have ended. Throws EngineError UNAVAILABLE. Changes nothing. */
  find(credentials: Credentials): Promise<Identity | undefined>;
  /**
   * A name for the caller with these credentials, for counting, without a query: the session that we signed, or the key as sent, which may be
   * invalid. Undefined without credentials.
   */
  callerOf(credentials: Credentials): string | undefined;
  /** Like `find`, but throws EngineError UNAUTHENTICATED when there is no identity; also UNAVAILABLE. */
  identify(credentials: Credentials): Promise<Identity>;
  /** Opens the identity's trader if an interrupted earlier call did not. Idempotent. */
  ensureTrader(identity: Identity): Promise<void>;
};

/** The server generates addresses under this name for users without one (RFC 2606). */
const MADE_UP = /\.invalid$/;

/**
 * Finds the caller's identity, on the hot path. It checks the cookie's signature and computes a key's hash here, and asks Postgres each time
 * whether the session or key is still valid, in one batched read for all concurrent calls. Nothing is cached, so a logout or a revocation takes
 * effect at the next call everywhere.
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
