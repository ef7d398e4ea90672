import { setTimeout as wait } from 'node:timers/promises';
import type { PaperWallets } from '../runtime/paperWallet.ts';
import { SettingsError } from '../runtime/settings.ts';
import { type Database, isOutage, reachable } from './database.ts';

/** Time-out of the check at a start, and pause between two tries while Postgres is down, milliseconds. */
const CHECK_MS = 2_000;
const AGAIN_MS = 1_000;

/**
 * Compares the wallet secret with the one that this database's wallets were derived from, and records its fingerprint at the first start. For a
 * database of an earlier version it compares the traders' wallets. Throws SettingsError for a different secret, EngineError UNAVAILABLE.
 */
export async function checkWalletSecret(opts: { database: Database; wallets: PaperWallets }): Promise<void> {
  const { wallets } = opts;
  const { sql } = opts.database;
  const [recorded] = await reachable(
    () => sql<{ fingerprint: string | null }[]>`select wallet_fingerprint as fingerprint from engine.controls`,
    CHECK_MS,
  );
  if ((recorded?.fingerprint ?? null) === null) {
    const traders = await reachable(
      () => sql<{ id: string; wallet: string }[]>`
        (select id, wallet from engine.traders order by created_at limit 3)
        union (select id, wallet from engine.traders order by created_at desc limit 3)`,
      CHECK_MS,
    );
    if (traders.some(({ id, wallet }) => wallets.walletAddress(id) !== wallet)) throw otherSecret();
  }
  const [fitting] = await reachable(
    () => sql<{ fingerprint: string }[]>`select engine.wallet_fingerprint(${wallets.fingerprint}) as fingerprint`,
    CHECK_MS,
  );
  if (fitting?.fingerprint !== wallets.fingerprint) throw otherSecret();
}

/**
 * The check at the start of a server or worker: throws SettingsError for a different secret. While Postgres is down, the process starts anyway;
 * the check runs when Postgres is back, and `onRefused` then ends the process. The returned promise resolves when the check has passed.
 */
export async function checkWalletSecretAtStart(opts: {
  database: Database;
  wallets: PaperWallets;
  onRefused(error: SettingsError): void;
}): Promise<{ passed: Promise<void>; stop(): void }> {
  let stopped = false;
  const later = async () => {
    while (!stopped) {
      await wait(AGAIN_MS, undefined, { ref: false });
      try {
        return await checkWalletSecret(opts);
      } catch (error) {
        if (error instanceof SettingsError) return opts.onRefused(error);
        if (!isOutage(error) && !isUnmigrated(error)) throw error;
      }
    }
  };
  const stop = () => {
    stopped = true;
  };
  try {
    await checkWalletSecret(opts);
    return { passed: Promise.resolve(), stop };
  } catch (error) {
    if (!isOutage(error) && !isUnmigrated(error)) throw error;
    return { passed: later(), stop };
  }
}

/** Undefined table, column or function, and missing schema: the migrations have not run yet. */
function isUnmigrated(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === '42P01' || code === '42703' || code === '42883' || code === '3F000' || code === '22023';
}

function otherSecret(): SettingsError {
  return new SettingsError(
    'The setting WALLET_SECRET is not the secret that the wallets of this database were derived from: every order of its traders would be ' +
      'signed by the wrong key. Set the secret that was used before (npm start keeps it in secrets.json of its data folder), or use an empty ' +
      'database. Nothing was changed.',
  );
}
