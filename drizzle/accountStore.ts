import { asc, eq } from 'drizzle-orm';
import type { BalanceView } from '../core/order/orderView.ts';
import { SOL, USDC } from '../core/tokens/token.ts';
import { createBatcher } from '../runtime/batcher.ts';
import { type Database, isOutage, reachable } from './database.ts';
import { balances, traders } from './schema.ts';

/**
 * The initial balances of a paper wallet, and the level to which it can be topped up, base units by mint. The engine grants them whatever the
 * chain lists: SOL, USDC, USDT, JUP, BONK and RAY. Traders have to buy tokens that open later.
 */
export const PAPER_GRANT: ReadonlyMap<string, bigint> = new Map<string, bigint>([
  [SOL.mint, 100n * 10n ** 9n],
  [USDC.mint, 10_000n * 10n ** 6n],
  ['Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB', 10_000n * 10n ** 6n],
  ['JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN', 10_000n * 10n ** 6n],
  ['DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263', 500_000_000n * 10n ** 5n],
  ['4k3Dyjzvzp8eMZWUXbBCjEvwSkkk59S5iCNLY3QrkX6R', 4_000n * 10n ** 6n],
]);

const GRANT_JSON = JSON.stringify(
  Object.fromEntries([...PAPER_GRANT].map(([mint, amount]) => [mint, amount.toString()])),
);

/** Milliseconds for which opening a trader waits for the check of the wallet secret. */
const CHECK_PATIENCE_MS = 5_000;

/** A session that is neither logged out nor expired. `wallet` is null until the trader is opened. */
type SessionRow = {
  readonly sessionId: string;
  readonly token: string;
  readonly traderId: string;
  readonly name: string;
  readonly email: string;
  readonly guest: boolean;
  readonly wallet: string | null;
  readonly expiresAt: Date;
};

export type AccountStore = {
  /** Opens the trader with a funded paper wallet; false when it was open already. */
  openTrader(opts: { traderId: string; wallet: string }): Promise<boolean>;
  /** Brings each available balance below the grant up to it; false when none was below. */
  topUp(traderId: string): Promise<boolean>;
  /** All balances with the trader's last event number that they include. */
  balances(traderId: string): Promise<{ balances: BalanceView[]; asOf: bigint }>;
  /** The live session of a token. Reads are batched over callers and never cached, so that a logout takes effect at the next call everywhere. */
  findSession(token: string): Promise<SessionRow | undefined>;
  /** Ends the session of a token, if there is one. */
  endSession(token: string): Promise<void>;
};

/** Traders, balances and sessions. All throw EngineError UNAVAILABLE when Postgres can't be reached. */
export function createAccountStore(opts: {
  database: Database;
  /** The fingerprint of the secret that wallets are derived from (runtime/paperWallet.ts); a wallet from another secret is refused. */
  fingerprint?: string;
  /** Settles once that secret is known to be the database's (walletSecret.ts). No trader is opened before. */
  fingerprintChecked?: Promise<void>;
  /** The current marks of the tokens, stored with a deposit (core/market/mark.ts); undefined while there are no prices. */
  marks?(): Readonly<Record<string, string>> | undefined;
}): AccountStore {
  const { db, sql, write } = opts.database;
  const { fingerprintChecked = Promise.resolve() } = opts;
  const marks = () => JSON.stringify(opts.marks?.() ?? null);

  const sessions = createBatcher<string, SessionRow | undefined>({
    maxBatch: 500,
    parallel: 2,
    isOutage,
    run: async (tokens) => {
      const rows = await reachable(
        () => sql<
          {
            id: string;
            token: string;
            trader_id: string;
            name: string;
            email: string;
            guest: boolean;
            wallet: string | null;
            expires_at: Date;
          }[]
        >`select s.id, s.token, s.user_id as trader_id, u.name, u.email, u.is_anonymous as guest, t.wallet, s.expires_at
          from auth.session s join auth.user u on u.id = s.user_id left join engine.traders t on t.id = s.user_id
         where s.token = any (${[...new Set(tokens)]}::text[]) and s.expires_at > now()`,
      );
      const byToken = new Map(
        rows.map((row) => [
          row.token,
          {
            sessionId: row.id,
            token: row.token,
            traderId: row.trader_id,
            name: row.name,
            email: row.email,
            guest: row.guest,
            wallet: row.wallet,
            expiresAt: row.expires_at,
          },
        ]),
      );
      return tokens.map((token) => byToken.get(token));
    },
  });

  return {
    async openTrader({ traderId, wallet }) {
      // Where Postgres came up after the server, the check follows within a second or two.
      await reachable(() => fingerprintChecked, CHECK_PATIENCE_MS);
      const [row] = await write(
        () =>
          sql<
            { opened: boolean }[]
          >`select engine.open_trader(${traderId}, ${wallet}, ${GRANT_JSON}::text::jsonb, nullif(${marks()}::text::jsonb, 'null'), ${opts.fingerprint ?? null}::text) as opened`,
      );
      return row?.opened === true;
    },
    async topUp(traderId) {
      const [row] = await write(
        () =>
          sql<
            { added: boolean }[]
          >`select engine.top_up(${traderId}, ${GRANT_JSON}::text::jsonb, nullif(${marks()}::text::jsonb, 'null')) as added`,
      );
      return row?.added === true;
    },
    async balances(traderId) {
      // One statement, so that balances and cursor are of one moment.
      const rows = await reachable(() =>
        db
          .select({ token: balances.token, available: balances.available, held: balances.held, asOf: traders.lastSeq })
          .from(balances)
          .innerJoin(traders, eq(traders.id, balances.traderId))
          .where(eq(balances.traderId, traderId))
          .orderBy(asc(balances.token)),
      );
      return {
        asOf: rows[0]?.asOf ?? 0n,
        balances: rows.map((row) => ({
          token: row.token,
          available: row.available.toString(),
          held: row.held.toString(),
        })),
      };
    },
    findSession: (token) => sessions.add(token),
    async endSession(token) {
      await reachable(() => sql`delete from auth.session where token = ${token}`);
    },
  };
}
