import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../runtime/logger.ts';
import { createPostgresPool } from '../runtime/postgresPool.ts';
import { createChainNode } from './chainNode.ts';
import { createChainStore } from './chainStore.ts';
import { createFaults, type FaultSettings } from './faults.ts';
import { knownBinArrays } from './knownBinArrays.ts';
import type { MarketSettings } from './market/marketSettings.ts';
import { migrateChain } from './migrate.ts';
import { createRpcMethods } from './rpcMethods.ts';
import { createRpcServer } from './rpcServer.ts';
import { startSlotLoop } from './slotLoop.ts';

/** The chain counts as ill when no slot was committed for so long, milliseconds, beside the slot time. */
const ILL_AFTER_MS = 5_000;
/** Milliseconds that a statement may take in the database; the slot that it was for is then made again. */
const STATEMENT_MS = 15_000;

export type ChainOptions = {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly slotTimeMs: number;
  /** The market's seed of a new chain; random when not given. */
  readonly marketSeed?: string | undefined;
  /** Settings of a new chain; those of an existing one stand in chain.settings. */
  readonly initial: FaultSettings & MarketSettings;
  /** Seed of the faults' draws; random when not given. */
  readonly faultSeed?: number | undefined;
  readonly logger: Logger;
};

export type RunningChain = { readonly url: string; stop(): Promise<void> };

async function setUp(opts: ChainOptions): Promise<void> {
  const owner = createPostgresPool({ url: opts.databaseUrl, options: { max: 1 } });
  try {
    await migrateChain({ ownerSql: owner.sql, seed: opts.marketSeed, initial: opts.initial });
  } finally {
    await owner.close();
  }
}

/** Starts a chain: its schema, its slots, its port. Throws SettingsError for a seed that is not this chain's, and what Postgres throws. */
export async function startChain(opts: ChainOptions): Promise<RunningChain> {
  const { logger, slotTimeMs } = opts;
  await setUp(opts);
  const database = createPostgresPool({
    url: opts.databaseUrl,
    options: {
      max: 4,
      connection: {
        application_name: 'chain',
        role: 'chain_app',
        search_path: 'chain',
        statement_timeout: STATEMENT_MS,
      },
    },
  });
  const store = createChainStore(database.sql);
  const node = await createChainNode({ store, logger, binArrayIndex: await knownBinArrays() });
  const faults = createFaults([opts.faultSeed ?? randomInt(2 ** 32), node.headSlot()]);
  const loop = startSlotLoop({ node, slotTimeMs, logger });
  const server = createRpcServer({
    methods: createRpcMethods({ node, store, faults, slotTimeMs, onAccepted: loop.wake }),
    // Without the database the last settings known hold.
    requestFate: async () => faults.requestFate(await node.currentSettings().catch(() => node.settings())),
    health() {
      const silentMs = Date.now() - loop.lastSlotAt();
      return { ok: silentMs < slotTimeMs + ILL_AFTER_MS, slot: node.headSlot(), lastSlotMsAgo: silentMs };
    },
    logger,
  });
  async function stop(): Promise<void> {
    server.close();
    server.closeAllConnections();
    await loop.stop();
    await database.close();
  }
  try {
    server.listen(opts.port, opts.host);
    await once(server, 'listening');
  } catch (error) {
    await stop();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  return { url: `http://${opts.host.includes(':') ? `[${opts.host}]` : opts.host}:${port}`, stop };
}
