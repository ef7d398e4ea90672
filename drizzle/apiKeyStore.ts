import { and, count, desc, eq, sql as expression, gt, isNull, or } from 'drizzle-orm';
import { EngineError } from '../core/errors/engineError.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { apiKey, session, user } from './authSchema.ts';
import { type Database, isOutage, reachable } from './database.ts';

/** The time by Postgres' clock, which decides what has expired. */
const POSTGRES_NOW = expression`now()`;

/** Live keys that one trader may hold. */
export const MAX_KEYS = 20;

/** Seconds by which a key's last use may be out of date: a write per call would cost more than the call. */
const LAST_USED_SECONDS = 60;

/** A live key with its owner. `wallet` is null until the trader was opened. */
type ApiKeyRow = {
  readonly keyId: string;
  readonly traderId: string;
  readonly name: string;
  readonly email: string;
  readonly guest: boolean;
  readonly wallet: string | null;
  readonly mayTrade: boolean;
  readonly ordersPerMinute: number | null;
};

/** A key as its owner sees it. */
export type ListedKey = {
  readonly id: string;
  readonly name: string;
  readonly start: string;
  readonly mayTrade: boolean;
  readonly ordersPerMinute: number | null;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly expiresAt: Date | null;
};

type NewKey = {
  readonly id: string;
  readonly traderId: string;
  readonly name: string;
  readonly hash: string;
  readonly start: string;
  readonly mayTrade: boolean;
  readonly ordersPerMinute: number | null;
  /** Lifetime from now by Postgres' clock, which also decides when it has expired; null for a key that does not expire. */
  readonly expiresInDays: number | null;
  /** The session that makes it. */
  readonly sessionId: string;
};

export type ApiKeyStore = {
  /**
   * Adds a key; returns undefined when the trader holds MAX_KEYS already. Locks the trader's user, so that two concurrent calls can't exceed the
   * limit, and so that a key is made before its session and the trader's keys are revoked, or not at all. Throws EngineError UNAUTHENTICATED in
   * the latter case.
   */
  create(key: NewKey): Promise<ListedKey | undefined>;
  /** The trader's live keys, newest first. */
  list(traderId: string): Promise<ListedKey[]>;
  /** Removes the trader's key; false when the trader has none of this id. */
  revoke(opts: { traderId: string; keyId: string }): Promise<boolean>;
  /**
   * The live key of this hash. Reads are batched over callers and never cached, so that a revocation takes effect at the next call everywhere.
   * Records the last use, to the minute.
   */
  find(hash: string): Promise<ApiKeyRow | undefined>;
};

const listed = {
  id: apiKey.id,
  name: apiKey.name,
  start: apiKey.start,
  mayTrade: apiKey.mayTrade,
  ordersPerMinute: apiKey.ordersPerMinute,
  createdAt: apiKey.createdAt,
  lastUsedAt: apiKey.lastUsedAt,
  expiresAt: apiKey.expiresAt,
};

type FoundRow = {
  id: string;
  hash: string;
  user_id: string;
  name: string;
  email: string;
  guest: boolean;
  wallet: string | null;
  may_trade: boolean;
  orders_per_minute: number | null;
  used_lately: boolean;
};

/** API keys. All throw EngineError UNAVAILABLE when Postgres can't be reached. */
export function createApiKeyStore(opts: { database: Database }): ApiKeyStore {
  const { db, sql } = opts.database;

  /** Best effort: if this write fails, the next use writes again. */
  function noteUse(rows: readonly FoundRow[]): void {
    const ids = rows.filter((row) => !row.used_lately).map((row) => row.id);
    if (ids.length === 0) return;
    sql`update auth.api_key set last_used_at = now()
         where id = any (${ids}::text[])
           and (last_used_at is null or last_used_at < now() - ${LAST_USED_SECONDS} * interval '1 second')`.catch(
      () => {},
    );
  }

  const keys = createBatcher<string, ApiKeyRow | undefined>({
    maxBatch: 500,
    parallel: 2,
    isOutage,
    run: async (hashes) => {
      const rows = await reachable(
        () => sql<FoundRow[]>`
          select k.id, k.hash, k.user_id, u.name, u.email, u.is_anonymous as guest, t.wallet, k.may_trade, k.orders_per_minute,
                 coalesce(k.last_used_at > now() - ${LAST_USED_SECONDS} * interval '1 second', false) as used_lately
            from auth.api_key k join auth.user u on u.id = k.user_id left join engine.traders t on t.id = k.user_id
           where k.hash = any (${[...new Set(hashes)]}::text[]) and (k.expires_at is null or k.expires_at > now())`,
      );
      noteUse(rows);
      const byHash = new Map(
        rows.map((row): [string, ApiKeyRow] => [
          row.hash,
          {
            keyId: row.id,
            traderId: row.user_id,
            name: row.name,
            email: row.email,
            guest: row.guest,
            wallet: row.wallet,
            mayTrade: row.may_trade,
            ordersPerMinute: row.orders_per_minute,
          },
        ]),
      );
      return hashes.map((hash) => byHash.get(hash));
    },
  });

  const liveKeysOf = (traderId: string) =>
    and(eq(apiKey.userId, traderId), or(isNull(apiKey.expiresAt), gt(apiKey.expiresAt, POSTGRES_NOW)));

  return {
    create: ({ traderId, sessionId, expiresInDays, ...key }) =>
      reachable(() =>
        db.transaction(async (tx) => {
          await tx.select({ id: user.id }).from(user).where(eq(user.id, traderId)).for('update');
          const live = await tx
            .select({ id: session.id })
            .from(session)
            .where(and(eq(session.id, sessionId), eq(session.userId, traderId), gt(session.expiresAt, POSTGRES_NOW)))
            .for('key share', { skipLocked: true });
          if (live.length === 0) throw new EngineError({ code: 'UNAUTHENTICATED' });
          const [held] = await tx.select({ keys: count() }).from(apiKey).where(liveKeysOf(traderId));
          if (held !== undefined && held.keys >= MAX_KEYS) return undefined;
          const [row] = await tx
            .insert(apiKey)
            .values({
              ...key,
              userId: traderId,
              expiresAt:
                expiresInDays === null ? null : expression`now() + make_interval(hours => ${expiresInDays * 24}::int)`,
            })
            .returning(listed);
          return row;
        }),
      ),
    list: (traderId) =>
      reachable(() => db.select(listed).from(apiKey).where(liveKeysOf(traderId)).orderBy(desc(apiKey.createdAt))),
    async revoke({ traderId, keyId }) {
      const gone = await reachable(() =>
        db
          .delete(apiKey)
          .where(and(eq(apiKey.id, keyId), eq(apiKey.userId, traderId)))
          .returning({ id: apiKey.id }),
      );
      return gone.length > 0;
    },
    find: (hash) => keys.add(hash),
  };
}
