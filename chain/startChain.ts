import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import type { Logger } from '../runtime/logger.ts';
import { createChainNode } from './chainNode.ts';
import { createChainStore } from './chainStore.ts';
import { createFaults, type FaultSettings } from './faults.ts';
import { knownBinArrays } from './knownBinArrays.ts';
import { createCandleDesk } from './market/candleDesk.ts';
import type { MarketSettings } from './market/marketSettings.ts';
import { migrateChain } from './migrate.ts';
import { createRpcMethods } from './rpcMethods.ts';
import { createRpcServer } from './rpcServer.ts';
import { startSlotLoop } from './slotLoop.ts';

/** The chain counts as ill when no slot was committed for so long, milliseconds, beside the slot time. */
const ILL_AFTER_MS = 5_000;

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
  const ownerSql = postgres(opts.databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    await migrateChain({ ownerSql, seed: opts.marketSeed, initial: opts.initial });
  } finally {
    await ownerSql.end({ timeout: 5 });
  }
}

/** Starts a chain: its schema, its slots, its port. Throws SettingsError for a seed that is not this chain's, and what Postgres throws. */
export async function startChain(opts: ChainOptions): Promise<RunningChain> {
  const { logger, slotTimeMs } = opts;
  await setUp(opts);
  const sql = postgres(opts.databaseUrl, {
    max: 4,
    connect_timeout: 5,
    max_lifetime: null,
    backoff: (retries) => Math.min(2, 0.1 * 2 ** retries),
    connection: { application_name: 'chain', role: 'chain_app', search_path: 'chain' },
    // The driver's question for array types, asked on connecting, is rejected with nobody listening when the database goes away.
    fetch_types: false,
    onnotice: () => undefined,
  });
  const store = createChainStore(sql);
  const node = await createChainNode({ store, logger, binArrayIndex: await knownBinArrays() });
  const faults = createFaults([opts.faultSeed ?? randomInt(2 ** 32), node.headSlot()]);
  const loop = startSlotLoop({ node, slotTimeMs, logger });
  const candleDesk = createCandleDesk();
  const server = createRpcServer({
    methods: createRpcMethods({ node, store, faults, slotTimeMs, candleDesk, onAccepted: loop.wake }),
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
    await Promise.all([loop.stop(), candleDesk.stop()]);
    await sql.end({ timeout: 5 });
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
