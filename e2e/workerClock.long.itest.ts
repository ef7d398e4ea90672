import { expect, it } from 'vitest';
import { testEngine } from './testing/testEngine.ts';

/** Moves the clock of every engine process ahead by ten minutes; Postgres' clock stays. */
const AHEAD = '--import=data:text/javascript,const/**/now=Date.now;Date.now=()=>now()+600000';

it('retries an order although it has expired by the worker’s clock', { timeout: 240_000 }, async () => {
  await using engine = await testEngine({ env: { NODE_OPTIONS: AHEAD, RETRY_BACKOFF_MS: '10' } });
  const trader = await engine.newTrader();
  // Far above the output of any route, so that each attempt fails by its bound.
  const { orderId } = await trader.place({ minOut: '1000000000000', validForSeconds: 120 });
  await trader.events(orderId);
  expect((await trader.order(orderId)).order).toMatchObject({ attempt: 3, failure: { code: 'SLIPPAGE' } });
});
