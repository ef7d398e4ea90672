import { describe, expect, it } from 'vitest';
import { SOL, USDC } from '../core/tokens/token.ts';
import { testChain } from './testing/testChain.ts';

const ONE_SOL = 10n ** 9n;

describe('outages', () => {
  it('goes on when the database ends its connections, and what was accepted still lands once', async () => {
    await using chain = await testChain();
    const swaps = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        chain.swap({ from: SOL, to: USDC, amountIn: ONE_SOL, memo: `order-${i}:1` }),
      ),
    );
    for (const [i, { wire }] of swaps.entries()) {
      await chain.client.send(wire);
      if (i % 10 === 5) {
        await chain.sql`
          SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE application_name = 'chain' AND datname = current_database()`;
      }
    }
    for (const { signature } of swaps) expect((await chain.landed(signature)).err).toBeNull();
    expect(await chain.sql`SELECT count(*)::int AS n FROM chain.transactions`).toEqual([{ n: swaps.length }]);
  });
});
