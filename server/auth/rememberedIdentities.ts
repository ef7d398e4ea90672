import type { CredentialChanges } from './credentialChanges.ts';
import type { Credentials } from './credentials.ts';
import type { Identities, Identity } from './identity.ts';

/** Milliseconds for which an identity is remembered: less than the minute to which a key's last use is recorded. */
const KEPT_MS = 30_000;
/** Maximum number of remembered identities; the oldest is dropped first. */
const MOST = 10_000;

type Remembered = { readonly identity: Identity; readonly until: number };

/**
 * Finds the identity that places an order like `identities.find`, but without Postgres for one that was found a moment ago. Only for calls that
 * lead to `engine.accept_orders`: its transaction checks again whether the session or key is valid and may trade, so a remembered identity only
 * determines whose order it is. An identity is dropped when `changes` reports the end of a credential of its trader, at the latest after the first
 * refusal.
 */
export function createRememberedIdentities(opts: {
  identities: Pick<Identities, 'find' | 'callerOf'>;
  changes: Pick<CredentialChanges, 'onChange'>;
  now?: () => number;
}): Pick<Identities, 'find'> {
  const { identities, changes, now = Date.now } = opts;
  const remembered = new Map<string, Remembered>();
  changes.onChange((traderId) => {
    for (const [caller, { identity }] of remembered) if (identity.traderId === traderId) remembered.delete(caller);
  });

  /** A text that is unique for the credentials. */
  function nameOf(credentials: Credentials): string | undefined {
    const caller = identities.callerOf(credentials);
    return caller === undefined ? undefined : `${credentials.kind} ${caller}`;
  }

  return {
    async find(credentials) {
      const caller = nameOf(credentials);
      if (caller === undefined) return undefined;
      const known = remembered.get(caller);
      if (known !== undefined && now() < known.until) return known.identity;
      remembered.delete(caller);
      const identity = await identities.find(credentials);
      // A key that may only read is refused without asking Postgres again, so it is looked up each time.
      if (identity?.mayTrade) remember(caller, identity);
      return identity;
    },
  };

  function remember(caller: string, identity: Identity): void {
    const [oldest] = remembered.keys();
    if (remembered.size >= MOST && oldest !== undefined) remembered.delete(oldest);
    remembered.set(caller, { identity, until: now() + KEPT_MS });
  }
}
