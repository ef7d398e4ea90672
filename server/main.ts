import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createChainClient } from '../runtime/chainClient.ts';
import { createLogger } from '../runtime/logger.ts';
import { refusePrivilegedLogin } from '../runtime/privilegedLogin.ts';
import { repositoryRoot } from '../runtime/repositoryRoot.ts';
import { readServerSettings, type ServerSettings, SettingsError } from '../runtime/settings.ts';
import { createShutdown } from '../runtime/shutdown.ts';
import { createPages } from './pages.ts';
import { startServer } from './startServer.ts';

/** Milliseconds in which the process ends after SIGTERM. */
const DEADLINE_MS = 8_000;

function packageVersion(): string {
  const file: unknown = JSON.parse(readFileSync(path.join(repositoryRoot, 'package.json'), 'utf8'));
  return typeof file === 'object' && file !== null && 'version' in file ? String(file.version) : 'unknown';
}

/** The API process: pages, tRPC over HTTP and WebSocket, sessions and health on one port. */
async function main(settings: ServerSettings): Promise<void> {
  const logger = createLogger({ name: 'server', level: settings.LOG_LEVEL, format: settings.LOG_FORMAT });
  const refuse = (error: Error) => {
    logger.fatal(error.message);
    process.exit(1);
  };
  await refusePrivilegedLogin({ url: settings.DATABASE_URL, setting: 'DATABASE_URL', refuse });
  const shutdown = createShutdown({ logger, deadlineMs: DEADLINE_MS });
  const chain = createChainClient({ url: settings.CHAIN_URL, token: settings.CHAIN_RPC_TOKEN });
  const server = await startServer({
    settings,
    logger,
    chain: {
      ...chain,
      isKnown: async (signature) => (await chain.statuses([signature])).statuses[0] != null,
    },
    onRefused: refuse,
    version: packageVersion(),
    pages: ({ port }) =>
      createPages({
        dir: repositoryRoot,
        dev: settings.NODE_ENV === 'development',
        hostname: settings.HOST,
        port,
        logger,
      }),
  });
  shutdown.add('server', () => server.stop({ deadlineMs: DEADLINE_MS - 3_000 }));
  logger.info({ url: server.url }, 'server is up');
}

try {
  await main(readServerSettings(process.env));
} catch (error) {
  console.error(error instanceof SettingsError || error instanceof Error ? error.message : error);
  process.exit(1);
}
