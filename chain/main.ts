import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { safeMessage } from '../runtime/loggedError.ts';
import { createLogger } from '../runtime/logger.ts';
import { refusePrivilegedLogin } from '../runtime/privilegedLogin.ts';
import { repositoryRoot } from '../runtime/repositoryRoot.ts';
import { readChainSettings, SettingsError } from '../runtime/settings.ts';
import { createShutdown } from '../runtime/shutdown.ts';
import { startChain } from './startChain.ts';

/** Postgres' code of a table that is not there. */
const UNDEFINED_TABLE = '42P01';

/**
 * The chain process: the simulated Solana with its market. With arguments (`open <file>`, `withdraw <name>`) it changes the running chain's
 * listing instead.
 */
async function main(): Promise<void> {
  const settings = readChainSettings(process.env);
  const logger = createLogger({ name: 'chain', level: settings.LOG_LEVEL, format: settings.LOG_FORMAT });
  const shutdown = createShutdown({ logger, deadlineMs: 8_000 });
  await refusePrivilegedLogin({ url: settings.CHAIN_DATABASE_URL, setting: 'CHAIN_DATABASE_URL', refuse });
  const chain = await startChain({
    databaseUrl: settings.CHAIN_DATABASE_URL,
    rpcToken: settings.CHAIN_RPC_TOKEN,
    hostNames: settings.CHAIN_URL === undefined ? [] : [new URL(settings.CHAIN_URL).hostname],
    host: settings.HOST,
    port: settings.CHAIN_PORT,
    slotTimeMs: settings.SLOT_TIME_MS,
    faultSeed: settings.CHAIN_FAULT_SEED,
    logger,
  });
  shutdown.add('chain', chain.stop);
  logger.info({ url: chain.url, slotTimeMs: settings.SLOT_TIME_MS }, 'the chain is up');
}

function refuse(error: unknown): never {
  process.stderr.write(
    error instanceof SettingsError ? `${error.message}\n` : `The chain could not start: ${textOf(error)}\n`,
  );
  process.exit(1);
}

function textOf(error: unknown): string {
  const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === UNDEFINED_TABLE;
  const hint = missing ? ' Run `npm run migrate` first.' : '';
  return (error instanceof Error ? safeMessage(error) : String(error)) + hint;
}

/** A change of the listing is asked of the chain that runs, which the script finds. */
function changeListing(words: readonly string[]): never {
  const script = path.join(repositoryRoot, 'scripts/chainListing.mjs');
  const { status } = spawnSync(process.execPath, [script, ...words], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

const words = process.argv.slice(2);
if (words.length > 0) changeListing(words);
main().catch(refuse);
