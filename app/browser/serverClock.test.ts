import { expect, it } from 'vitest';
import { createServerClock } from './serverClock.ts';

const SERVER = Date.UTC(2026, 10, 27, 12, 0, 0);

/** An answer of a server whose clock says `server`, to a browser whose clock is ahead of it. */
function answer(opts: { server: number; aheadMs: number; takesMs?: number }) {
  const { server, aheadMs, takesMs = 40 } = opts;
  const date = new Date(Math.floor(server / 1_000) * 1_000).toUTCString();
  return { date, sentAt: server + aheadMs - takesMs / 2, receivedAt: server + aheadMs + takesMs / 2 };
}

it('accepts a clock that may be right', () => {
  const clock = createServerClock();
  for (const ms of [0, 400, 999]) clock.learn(answer({ server: SERVER + ms, aheadMs: 20 }));
  expect(clock.aheadMs()).toBe(0);
  expect(clock.wrongBySeconds.get()).toBe(0);
});

it.each([10 * 60_000, -10 * 60_000, 86_400_000, -3 * 365 * 86_400_000])(
  'finds a clock that is %d ms ahead',
  (aheadMs) => {
    const clock = createServerClock();
    for (let i = 0; i < 20; i += 1) clock.learn(answer({ server: SERVER + i * 2_050, aheadMs }));
    expect(Math.abs(clock.aheadMs() - aheadMs)).toBeLessThan(100);
    expect(Math.abs(clock.wrongBySeconds.get() - aheadMs / 1_000)).toBeLessThanOrEqual(1);
  },
);

it('notices that the clock was set while the page is open', () => {
  const clock = createServerClock();
  clock.learn(answer({ server: SERVER, aheadMs: 0 }));
  clock.learn(answer({ server: SERVER + 2_000, aheadMs: 3_600_000 }));
  expect(Math.abs(clock.aheadMs() - 3_600_000)).toBeLessThan(1_100);
  clock.learn(answer({ server: SERVER + 4_000, aheadMs: 0 }));
  expect(clock.aheadMs()).toBe(0);
  expect(clock.wrongBySeconds.get()).toBe(0);
});

it('ignores an answer without a date, and one during which the clock was set', () => {
  const clock = createServerClock();
  clock.learn({ date: null, sentAt: SERVER, receivedAt: SERVER });
  clock.learn({ date: 'soon', sentAt: SERVER, receivedAt: SERVER });
  clock.learn({ ...answer({ server: SERVER, aheadMs: 0 }), sentAt: SERVER + 900_000 });
  expect(clock.aheadMs()).toBe(0);
});
