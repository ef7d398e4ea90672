import { expect, it } from 'vitest';
import { applySnapshot, type Market } from '../core/market/snapshot.ts';
import { encodeRouteDecision } from '../core/routing/routeJson.ts';
import { routeOnMarket } from '../core/routing/routeOnMarket.ts';
import { TOKENS } from '../core/testing/usualListing.ts';
import { testEngine } from './testing/testEngine.ts';

it('quotes in the browser, from streamed pools, exactly like the server at the same slot, and never sees the market’s seed', async () => {
  await using engine = await testEngine({ env: { SLOT_TIME_MS: '400' } });
  const trader = await engine.newTrader();
  const markets = new Map<number, Market>();
  let market: Market | undefined;
  const received: string[] = [];
  const subscription = trader.client.market.onPools.subscribe(undefined, {
    onData: (snapshot) => {
      received.push(JSON.stringify(snapshot));
      market = applySnapshot(market, snapshot);
      markets.set(market.slot, market);
    },
  });
  let compared = 0;
  for (const tokenIn of TOKENS) {
    for (const tokenOut of TOKENS) {
      if (tokenIn === tokenOut) continue;
      const amountIn = 10n ** BigInt(tokenIn.decimals + 1) * 7n + 13n;
      const quote = await trader.client.quotes.get.query({
        tokenIn: tokenIn.mint,
        tokenOut: tokenOut.mint,
        amountIn: String(amountIn),
      });
      const seen = await engine.until(async () => [...markets.values()].filter(({ slot }) => slot >= quote.slot), {
        what: `the pools of slot ${quote.slot}`,
      });
      const atSlot = markets.get(quote.slot);
      // A slot that the stream skipped can't be compared.
      if (atSlot === undefined) continue;
      expect(seen).toBeDefined();
      compared += 1;
      const decision = routeOnMarket({ market: atSlot, mintIn: tokenIn.mint, mintOut: tokenOut.mint, amountIn });
      expect(quote.decision).toEqual(encodeRouteDecision(decision));
    }
  }
  // All quotes may have been of one slot, so the test also waits for a change.
  await engine.until(async () => (received.length > 1 ? [{ changed: true }] : []), { what: 'the next slot' });
  subscription.unsubscribe();
  expect(compared).toBeGreaterThanOrEqual(20);

  // After the first snapshot, which is whole, only changes follow.
  const [first, ...rest] = received.map((text) => JSON.parse(text) as { since: number | null });
  expect(first?.since).toBeNull();
  expect(rest.length).toBeGreaterThan(0);
  for (const snapshot of rest) expect(snapshot.since).not.toBeNull();
  const [genesis] = await engine.owner<{ seed: string }[]>`select seed from chain.genesis`;
  for (const text of received) expect(text).not.toContain(genesis?.seed);
});
