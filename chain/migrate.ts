import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sql, TransactionSql } from 'postgres';
import { ensureLogin, setUpConnection } from '../runtime/databaseLogin.ts';
import { repositoryRoot } from '../runtime/repositoryRoot.ts';
import { runIfMain } from '../runtime/runIfMain.ts';
import { readChainMigrationSettings, SettingsError } from '../runtime/settings.ts';
import { writeListing } from './chainStore.ts';
import type { FaultSettings } from './faults.ts';
import { openedBy } from './listing/changeListing.ts';
import type { ListingFile } from './listing/listingFile.ts';
import type { MarketSettings } from './market/marketSettings.ts';

/** An arbitrary, unique lock number: chains that start at the same time on one database take turns to set it up. */
const SETUP_LOCK = 7_221_104;

const MIGRATIONS = path.join(repositoryRoot, 'chain/migrations');
const USUAL_LISTING = path.join(repositoryRoot, 'core/market/usualListing');

/** Runs the migrations that the database has not had, in the order of their names, in the caller's transaction. */
async function migrateTables(sql: TransactionSql): Promise<void> {
  await sql.unsafe(
    'CREATE SCHEMA IF NOT EXISTS chain; CREATE TABLE IF NOT EXISTS chain.migrations (name text PRIMARY KEY)',
  );
  const rows = await sql<{ name: string }[]>`SELECT name FROM chain.migrations`;
  const had = new Set(rows.map(({ name }) => name));
  for (const name of readdirSync(MIGRATIONS).sort()) {
    if (had.has(name)) continue;
    await sql.unsafe(readFileSync(path.join(MIGRATIONS, name), 'utf8'));
    await sql`INSERT INTO chain.migrations (name) VALUES (${name})`;
  }
}

/** A chain without a listing, either new or of an earlier version, lists the usual tokens and pools (all files in their folder) from its first slot on. */
async function listUsual(sql: TransactionSql): Promise<void> {
  const [{ listed } = { listed: false }] = await sql<{ listed: boolean }[]>`
    SELECT EXISTS (SELECT FROM chain.listing) AS listed`;
  if (listed) return;
  const files = readdirSync(USUAL_LISTING)
    .sort()
    .map((name) => JSON.parse(readFileSync(path.join(USUAL_LISTING, name), 'utf8')) as Partial<ListingFile>);
  const usual = {
    tokens: files.flatMap(({ tokens = [] }) => tokens),
    pools: files.flatMap(({ pools = [] }) => pools),
  };
  await writeListing(sql, openedBy(usual, { rows: [], slot: 0 }));
}

/**
 * Makes the chain's schema, role and genesis if they are missing, on a connection of the owner; idempotent, and safe for concurrent runs.
 * `initial` are the settings of a new chain; an existing chain keeps those in chain.settings. `seed` is the market's seed, random for a new chain
 * when not given. Throws SettingsError when it is given and differs from an existing genesis.
 */
export async function migrateChain(opts: {
  readonly ownerSql: Sql;
  readonly seed?: string | undefined;
  readonly initial: FaultSettings & MarketSettings;
}): Promise<void> {
  const { initial } = opts;
  await opts.ownerSql.begin(async (sql) => {
    await sql`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
    await sql.unsafe('SET LOCAL client_min_messages = warning');
    await migrateTables(sql);
    await sql`
      INSERT INTO chain.genesis (hash, seed, unix_ms)
      VALUES (${randomBytes(32)}, ${opts.seed ?? randomBytes(16).toString('hex')}, ${Date.now()})
      ON CONFLICT DO NOTHING`;
    await sql`INSERT INTO chain.head (slot) VALUES (0) ON CONFLICT DO NOTHING`;
    await sql`
      INSERT INTO chain.settings (lose_request_rate, lose_answer_rate, delay_rate, delay_slots, hold_landings,
                                  volatility_percent, venue_spread_percent, depth_percent)
      VALUES (${initial.loseRequestRate}, ${initial.loseAnswerRate}, ${initial.delayRate}, ${initial.delaySlots},
              ${initial.holdLandings}, ${initial.volatilityPercent}, ${initial.venueSpreadPercent}, ${initial.depthPercent})
      ON CONFLICT DO NOTHING`;
    await listUsual(sql);
    const [genesis] = await sql<{ seed: string }[]>`SELECT seed FROM chain.genesis`;
    if (opts.seed !== undefined && genesis?.seed !== opts.seed) {
      throw new SettingsError(
        'The setting MARKET_SEED differs from the seed that this chain began with. Leave it out, or start on an empty database.',
      );
    }
  });
}

/** The chain's schema and genesis, and the chain's login. */
async function main(): Promise<void> {
  const settings = readChainMigrationSettings(process.env);
  const ownerSql = setUpConnection(settings.ownerUrl);
  try {
    await migrateChain({
      ownerSql,
      seed: settings.MARKET_SEED,
      initial: {
        volatilityPercent: settings.CHAIN_VOLATILITY_PERCENT,
        venueSpreadPercent: settings.CHAIN_VENUE_SPREAD_PERCENT,
        depthPercent: settings.CHAIN_DEPTH_PERCENT,
        loseRequestRate: settings.CHAIN_LOSE_REQUEST_RATE,
        loseAnswerRate: settings.CHAIN_LOSE_ANSWER_RATE,
        delayRate: settings.CHAIN_DELAY_RATE,
        delaySlots: settings.CHAIN_DELAY_SLOTS,
        holdLandings: false,
      },
    });
    await ensureLogin({
      sql: ownerSql,
      url: settings.CHAIN_DATABASE_URL,
      setting: 'CHAIN_DATABASE_URL',
      group: 'chain_app',
    });
  } finally {
    await ownerSql.end({ timeout: 5 });
  }
}

runIfMain(import.meta.url, main);
