import { describe, expect, it } from 'vitest';
import { SOL, USDC } from '../core/tokens/token.ts';
import { createChainClient } from '../runtime/chainClient.ts';
import { createLogger } from '../runtime/logger.ts';
import { startChain } from './startChain.ts';
import { TEST_RPC_TOKEN, testChain } from './testing/testChain.ts';

const ONE_SOL = 10n ** 9n;

describe('two processes of one chain', () => {
  it('make slots side by side, and each signature lands once', async () => {
    await using chain = await testChain();
    const other = await startChain({
      databaseUrl: chain.databaseUrl,
      rpcToken: TEST_RPC_TOKEN,
      host: '127.0.0.1',
      port: 0,
      slotTimeMs: 0,
      logger: createLogger({ name: 'chain', level: 'error', format: 'json' }),
    });
    const otherClient = createChainClient({ url: other.url, token: TEST_RPC_TOKEN });
    try {
      const swaps = await Promise.all(
        Array.from({ length: 20 }, (_, i) =>
          chain.swap({ from: SOL, to: USDC, amountIn: 50n * ONE_SOL, memo: `order-${i}:1`, boundPercent: 50n }),
        ),
      );
      // The other one may not know the newest blockhash yet: it refuses then, as a node that is behind does.
      const sent = await Promise.all(
        swaps.map(async ({ wire }) => {
          await otherClient.send(wire).catch(() => undefined);
          return chain.client.send(wire).catch(() => undefined);
        }),
      );
      expect(sent).toHaveLength(swaps.length);
      for (const { signature } of swaps) expect((await chain.landed(signature)).err).toBeNull();
      const rows =
        await chain.sql`SELECT slot, count(DISTINCT position)::int AS n, count(*)::int AS all FROM chain.transactions GROUP BY slot`;
      expect(rows.reduce((sum, row) => sum + row.all, 0)).toBe(swaps.length);
      for (const row of rows) expect(row.n).toBe(row.all);
    } finally {
      otherClient.close();
      await other.stop();
    }
  });
});
