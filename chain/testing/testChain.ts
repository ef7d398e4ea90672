import type { Sql } from 'postgres';
import type { SignatureStatus } from '../../core/chain/chainApi.ts';
import { decodeMarket, type Market } from '../../core/market/snapshot.ts';
import type { Pool } from '../../core/pools/all/pool.ts';
import { bestRoute } from '../../core/routing/bestRoute.ts';
import type { Route } from '../../core/routing/route.ts';
import type { Token } from '../../core/tokens/token.ts';
import { compileSwap } from '../../core/transaction/compileSwap.ts';
import { signatureText, wireTransaction } from '../../core/transaction/wire.ts';
import { type ChainClient, ChainUnreachable, createChainClient } from '../../runtime/chainClient.ts';
import { createLogger } from '../../runtime/logger.ts';
import { createPaperWallets } from '../../runtime/paperWallet.ts';
import { ORDINARY_MARKET } from '../market/marketSettings.ts';
import { migrateChain } from '../migrate.ts';
import { type RunningChain, startChain } from '../startChain.ts';
import { emptyDatabase } from './emptyDatabase.ts';

const wallets = createPaperWallets({ secret: 'the secret of wallets that exist in tests only' });
const logger = createLogger({ name: 'chain', level: 'error', format: 'json' });

/** The token of test chains. */
export const TEST_RPC_TOKEN = 'a-token-for-the-chains-of-tests-only';

/** The settings of a chain without faults. */
export const FAULTLESS = {
  ...ORDINARY_MARKET,
  loseRequestRate: 0,
  loseAnswerRate: 0,
  delayRate: 0,
  delaySlots: 0,
  holdLandings: false,
} as const;

type SignedSwap = { readonly wire: Uint8Array; readonly signature: string; readonly route: Route };

export type TestChain = AsyncDisposable & {
  readonly client: ChainClient;
  readonly url: string;
  /** The owner's connection: steers the chain by chain.settings, looks into its tables. */
  readonly sql: Sql;
  /** As the chain logs in. */
  readonly databaseUrl: string;
  market(): Promise<Market>;
  /** A swap of `amountIn` by the current best route, with its quote times `boundPercent` / 100 as the bound. */
  swap(opts: {
    from: Token;
    to: Token;
    amountIn: bigint;
    memo: string;
    trader?: string;
    boundPercent?: bigint;
    blockhash?: string;
    /** Only pools of this kind. */
    kind?: Pool['kind'];
  }): Promise<SignedSwap>;
  /** The status of a signature once it landed. Fails after 10 s. */
  landed(signature: string): Promise<SignatureStatus>;
  /** Resolves when the chain has made so many more slots. */
  slotsLater(count: number): Promise<number>;
  /** Stops the chain and starts it again on the same database; the client finds the new one. */
  restart(): Promise<void>;
};

/** Repeats a request until the answer comes, even over outages: for at most 10 s, a few milliseconds apart. */
async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof ChainUnreachable) return undefined;
      throw error;
    });
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within 10 s`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A chain on its own database, which is dropped at the end: `await using chain = await testChain()`. */
export async function testChain(
  opts: { slotTimeMs?: number; seed?: string; faultSeed?: number } = {},
): Promise<TestChain> {
  const database = await emptyDatabase();
  await migrateChain({ ownerSql: database.sql, seed: opts.seed ?? 'a seed for tests', initial: FAULTLESS });
  const start = (port: number) =>
    startChain({
      databaseUrl: database.loginUrl,
      rpcToken: TEST_RPC_TOKEN,
      host: '127.0.0.1',
      port,
      slotTimeMs: opts.slotTimeMs ?? 0,
      faultSeed: opts.faultSeed ?? 1,
      logger,
    });
  let running: RunningChain = await start(0);
  const client = createChainClient({ url: running.url, token: TEST_RPC_TOKEN, timeoutMs: 30_000 });
  const market = async () => decodeMarket(await client.pools());

  return {
    client,
    url: running.url,
    sql: database.sql,
    databaseUrl: database.loginUrl,
    market,
    async swap({ from, to, amountIn, memo, trader = 'trader', boundPercent = 98n, blockhash, kind }) {
      const { pools: all, clock } = await market();
      const pools = all.filter((pool) => kind === undefined || pool.kind === kind);
      const decision = bestRoute({ pools, clock, mintIn: from.mint, mintOut: to.mint, amountIn });
      if (decision.kind !== 'route') throw new Error(decision.message);
      const { route } = decision;
      const wallet = wallets.walletAddress(trader);
      const { message } = await compileSwap({
        route,
        minOut: (route.amountOut * boundPercent) / 100n,
        pools,
        wallet,
        memo,
        blockhash: blockhash ?? (await client.latestBlockhash()).blockhash,
      });
      const signature = wallets.signMessage({ traderId: trader, wallet, message });
      return { wire: wireTransaction({ message, signature }), signature: signatureText(signature), route };
    },
    landed: (signature) =>
      until(`the landing of ${signature}`, async () => (await client.statuses([signature])).statuses[0] ?? undefined),
    async slotsLater(count) {
      const start = await client.blockHeight();
      return until(`${count} slots`, async () => {
        const height = await client.blockHeight();
        return height >= start + count ? height : undefined;
      });
    },
    async restart() {
      const port = Number(new URL(running.url).port);
      await running.stop();
      running = await start(port);
    },
    async [Symbol.asyncDispose]() {
      client.close();
      await running.stop();
      await database[Symbol.asyncDispose]();
    },
  };
}
