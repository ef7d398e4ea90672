import type { CredentialChanges } from './credentialChanges.ts';
import type { Credentials } from './credentials.ts';
import type { Identities, Identity } from './identity.ts';

/** Milliseconds for which an identity is remembered: less than the minute to which a key's last use is noted. */
const KEPT_MS = 30_000;
/** Identities that are remembered at most; the oldest gives way. */
const MOST = 10_000;

type Remembered = { readonly identity: Identity; readonly until: number };

/**
 * Finds who places an order as `identities.find` does, but goes without Postgres for whoever was found a moment ago. For what goes through
 * `engine.accept_orders` alone: its transaction asks again whether the session or key lives and may trade, so what is remembered decides nothing but whose
 * order is asked about. What has ended is forgotten with the news of it (`changes`), which its first refusal brings at the latest.
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

  /** The same text for the same credentials, and for no others. */
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
