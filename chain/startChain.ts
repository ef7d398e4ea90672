import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { base58Encode } from '../core/transaction/base58.ts';
import type { Logger } from '../runtime/logger.ts';
import { createPostgresPool } from '../runtime/postgresPool.ts';
import { createChainNode } from './chainNode.ts';
import { createChainStore } from './chainStore.ts';
import { createFaults } from './faults.ts';
import { createCandleDesk } from './market/candleDesk.ts';
import { createRpcMethods } from './rpcMethods.ts';
import { createRpcServer } from './rpcServer.ts';
import { startSlotLoop } from './slotLoop.ts';
import { createSlotSubscriptions } from './slotSubscriptions.ts';

/** The chain counts as ill when no slot was committed for so long, milliseconds, beside the slot time. */
const ILL_AFTER_MS = 5_000;
/** Milliseconds that a statement may take in the database; the slot that it was for is then made again. */
const STATEMENT_MS = 15_000;

export type ChainOptions = {
  /** A login of the role chain_app, in a database that `migrateChain` set up. */
  readonly databaseUrl: string;
  /** Bearer token that every request has to show. */
  readonly rpcToken: string;
  /** Host names by which the chain is reached, beside `localhost` and addresses. */
  readonly hostNames?: readonly string[];
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  readonly slotTimeMs: number;
  /** Seed of the faults' draws; random when not given. */
  readonly faultSeed?: number | undefined;
  readonly logger: Logger;
};

export type RunningChain = { readonly url: string; stop(): Promise<void> };

/** Starts a chain: its slots and its port. Throws what Postgres throws. */
export async function startChain(opts: ChainOptions): Promise<RunningChain> {
  const { logger, slotTimeMs } = opts;
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
  const node = await createChainNode({ store, logger });
  const faults = createFaults([opts.faultSeed ?? randomInt(2 ** 32), node.headSlot()]);
  const subscriptions = createSlotSubscriptions({ genesisHash: base58Encode(node.genesis.hash), logger });
  const loop = startSlotLoop({ node, slotTimeMs, logger, onSlot: subscriptions.tell });
  const candleDesk = createCandleDesk();
  const server = createRpcServer({
    methods: createRpcMethods({ node, store, faults, slotTimeMs, candleDesk, onAccepted: loop.wake }),
    // Without the database the last settings known hold.
    token: opts.rpcToken,
    hostNames: opts.hostNames ?? [],
    subscriptions,
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
    subscriptions.close();
    await Promise.all([loop.stop(), candleDesk.stop()]);
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
