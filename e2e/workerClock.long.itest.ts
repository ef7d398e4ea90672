import { expect, it } from 'vitest';
import { testEngine } from './testing/testEngine.ts';

/** Moves the clock of every process of ours ahead by ten minutes; Postgres' stays. */
const AHEAD = '--import=data:text/javascript,const/**/now=Date.now;Date.now=()=>now()+600000';

it('tries an order again though the worker’s clock is past its validity', { timeout: 240_000 }, async () => {
  await using engine = await testEngine({ env: { NODE_OPTIONS: AHEAD, RETRY_BACKOFF_MS: '10' } });
  const trader = await engine.newTrader();
  // Far above what any route gives: each attempt fails by its bound.
  const { orderId } = await trader.place({ minOut: '1000000000000', validForSeconds: 120 });
  await trader.events(orderId);
  expect((await trader.order(orderId)).order).toMatchObject({ attempt: 3, failure: { code: 'SLIPPAGE' } });
});
