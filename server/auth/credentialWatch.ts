import type { Engine } from '../engine.ts';
import type { Credentials } from './credentials.ts';

/** Milliseconds between two checks: the delay until this server notices a session or key that ended on another server. */
const LOOK_MS = 1_000;

type Watched = {
  /** Aborted once the session or key has ended. */
  readonly ended: AbortSignal;
  /** Checks now; false when the session or key has ended. */
  check(): Promise<boolean>;
  /** Ends the watching. */
  release(): void;
};

export type CredentialWatch = {
  /** Watches the session or key of a long answer. If its trader is only known after the first check, `onTrader` is called once. */
  watch(opts: { credentials: Credentials } & ({ traderId: string } | { onTrader(traderId: string): void })): Watched;
};

/**
 * Notices when the session or key of a running answer ends: at once if it ends on this server, else at the next check. One batched read checks
 * all. While Postgres is down, nothing is ended.
 */
export function createCredentialWatch(opts: {
  engine: Pick<Engine, 'credentials'> & { identities: Pick<Engine['identities'], 'find'> };
  lookMs?: number;
}): CredentialWatch {
  const { engine, lookMs = LOOK_MS } = opts;
  /** With their trader; undefined until the first check. */
  const watched = new Map<Watched, string | undefined>();
  let timer: NodeJS.Timeout | undefined;
  engine.credentials.onChange((traderId) => {
    for (const [one, owner] of watched) if (owner === traderId) void one.check();
  });

  return {
    watch(asked) {
      const { credentials } = asked;
      const over = new AbortController();
      const one: Watched = {
        ended: over.signal,
        async check() {
          try {
            const identity = await engine.identities.find(credentials);
            if (!watched.has(one)) return false;
            const owner = watched.get(one);
            if (identity === undefined || (owner !== undefined && identity.traderId !== owner)) over.abort();
            else if (owner === undefined) {
              watched.set(one, identity.traderId);
              if ('onTrader' in asked) asked.onTrader(identity.traderId);
            }
          } catch {
            // It is unknown whether the session or key is still valid.
          }
          return !over.signal.aborted;
        },
        release() {
          watched.delete(one);
          if (watched.size > 0) return;
          clearInterval(timer);
          timer = undefined;
        },
      };
      watched.set(one, 'traderId' in asked ? asked.traderId : undefined);
      timer ??= setInterval(() => {
        for (const each of watched.keys()) void each.check();
      }, lookMs);
      return one;
    },
  };
}
