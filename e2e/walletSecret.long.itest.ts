import { describe, expect, it } from 'vitest';
import { startStack } from '../scripts/stack.mjs';
import { testEngine } from './testing/testEngine.ts';

const OTHER = 'another wallet secret for the tests only, 0002';

describe('the wallet secret', { timeout: 600_000 }, () => {
  it.each([
    { database: 'that knows its fingerprint', forgets: false },
    { database: 'of an earlier version, by the wallets of its traders', forgets: true },
  ])('is refused at the start on a database $database', async ({ forgets }) => {
    await using engine = await testEngine();
    const trader = await engine.newTrader();
    if (forgets) {
      await engine.stack.processes.worker?.stop();
      await engine.owner`update engine.controls set wallet_fingerprint = null`;
    }
    const start = (name: 'worker' | 'server') =>
      startStack({
        env: { ...engine.stack.env, PORT: undefined, WORKER_HEALTH_PORT: undefined, WALLET_SECRET: OTHER },
        processes: [name],
        migrate: false,
        timeoutMs: 240_000,
      });
    await Promise.all(
      (['worker', 'server'] as const).map((name) =>
        expect(start(name)).rejects.toThrow(/WALLET_SECRET is not the secret/),
      ),
    );
    if (forgets)
      expect(await engine.owner`select wallet_fingerprint from engine.controls`).toEqual([
        { wallet_fingerprint: null },
      ]);
    else expect((await trader.events((await trader.place()).orderId)).at(-1)?.status).toBe('confirmed');
  });

  it('signs only for the order’s wallet, and uses up no attempt', async () => {
    await using engine = await testEngine();
    const trader = await engine.newTrader();
    await engine.owner`update engine.traders set wallet = 'So11111111111111111111111111111111111111112'`;
    const { orderId } = await trader.place();
    expect((await trader.events(orderId)).at(-1)?.status).toBe('failed');
    const { order, submissions } = await trader.order(orderId);
    expect(order).toMatchObject({ attempt: 1, failure: { code: 'WRONG_WALLET' } });
    expect(submissions).toEqual([]);
    expect(await engine.audit()).toEqual([]);
  });
});
