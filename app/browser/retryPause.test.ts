import { expect, it } from 'vitest';
import { createRetryPause } from './retryPause.ts';

it('waits as planned, can be cut short, and counts attempts until the connection is up', async () => {
  const pause = createRetryPause(() => 60_000);
  await pause.wait();
  expect(pause.attempt.get()).toBe(0);
  pause.plan(2);
  expect(pause.attempt.get()).toBe(3);
  let over = false;
  const waiting = pause.wait().then(() => {
    over = true;
  });
  await Promise.resolve();
  expect(over).toBe(false);
  pause.hurry();
  await waiting;
  pause.done();
  expect(pause.attempt.get()).toBe(0);
  await pause.wait();
});
