import { expect, it } from 'vitest';
import { statusesOf, testEngine } from './testing/testEngine.ts';

it('executes 100 orders placed at once, at most 10 at a time', async () => {
  await using engine = await testEngine({ env: { SLOT_TIME_MS: '100', WORKER_CONCURRENCY: '10' } });
  const traders = await Promise.all(Array.from({ length: 4 }, () => engine.newTrader()));
  const [first] = traders;
  if (first === undefined) throw new Error('no trader');
  const all = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const trader = traders[i % traders.length] ?? first;
      const { orderId } = await trader.place({ amountIn: String(100_000_000 + i), slippageBps: 500 });
      return trader.events(orderId);
    }),
  );
  for (const events of all)
    expect(statusesOf(events)).toEqual(['pending', 'routing', 'building', 'submitted', 'confirmed']);

  // An order runs from its claim to its end; the number of overlapping intervals is the concurrency.
  const steps = all.flatMap((events) => [
    { at: Date.parse(events[1]?.at ?? ''), step: 1 },
    { at: Date.parse(events.at(-1)?.at ?? ''), step: -1 },
  ]);
  let running = 0;
  let most = 0;
  for (const { step } of steps.sort((a, b) => a.at - b.at || a.step - b.step)) {
    running += step;
    most = Math.max(most, running);
  }
  expect(most).toBeLessThanOrEqual(10);
  expect(most).toBeGreaterThan(5);
  expect(await engine.audit()).toEqual([]);
});
