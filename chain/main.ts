import { createLogger } from '../runtime/logger.ts';
import { readChainSettings, SettingsError } from '../runtime/settings.ts';
import { createShutdown } from '../runtime/shutdown.ts';
import { startChain } from './startChain.ts';

/** The chain process: the simulated Solana with its market. */
async function main(): Promise<void> {
  const settings = readChainSettings(process.env);
  const logger = createLogger({ name: 'chain', level: settings.LOG_LEVEL, format: settings.LOG_FORMAT });
  const shutdown = createShutdown({ logger, deadlineMs: 8_000 });
  const chain = await startChain({
    databaseUrl: settings.CHAIN_DATABASE_URL ?? settings.DATABASE_URL,
    host: settings.HOST,
    port: settings.CHAIN_PORT,
    slotTimeMs: settings.SLOT_TIME_MS,
    marketSeed: settings.MARKET_SEED,
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
    faultSeed: settings.CHAIN_FAULT_SEED,
    logger,
  });
  shutdown.add('chain', chain.stop);
  logger.info({ url: chain.url, slotTimeMs: settings.SLOT_TIME_MS }, 'the chain is up');
}

main().catch((error: unknown) => {
  process.stderr.write(
    error instanceof SettingsError ? `${error.message}\n` : `The chain could not start: ${String(error)}\n`,
  );
  process.exit(1);
});
