import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSocketProbe } from './socketProbe.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function harness(answers: () => boolean) {
  const seen = { blocked: 0, hurried: 0 };
  const probe = createSocketProbe({
    hurry: () => {
      seen.hurried += 1;
    },
    onBlocked: () => {
      seen.blocked += 1;
    },
    answers: async () => answers(),
  });
  return { probe, seen };
}

it('counts hanging sockets as blocked once the server has answered for a while', async () => {
  const { probe, seen } = harness(() => true);
  probe.attempt();
  await vi.advanceTimersByTimeAsync(8_000);
  expect(seen.blocked).toBe(0);
  await vi.advanceTimersByTimeAsync(4_000);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seen).toEqual({ blocked: 1, hurried: 1 });
});

it('decides sooner where sockets fail', async () => {
  const { probe, seen } = harness(() => true);
  for (let i = 0; i < 12; i += 1) {
    probe.attempt();
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(seen.blocked).toBe(1);
});

it('does not decide while the server is unreachable, or once the socket works again', async () => {
  let up = false;
  const { probe, seen } = harness(() => up);
  probe.attempt();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(seen).toEqual({ blocked: 0, hurried: 0 });
  up = true;
  await vi.advanceTimersByTimeAsync(1_500);
  expect(seen.hurried).toBe(1);
  probe.proven();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(seen.blocked).toBe(0);
});
