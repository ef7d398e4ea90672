import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createConnection } from './connectionState.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('is live only once orders are followed, not as soon as a socket is open', () => {
  const connection = createConnection();
  connection.opened();
  expect(connection.state.get()).toBe('connecting');
  connection.followed();
  expect(connection.state.get()).toBe('live');
  connection.closed();
  connection.opened();
  expect(connection.state.get()).toBe('reconnecting');
  connection.followed();
  expect(connection.state.get()).toBe('live');
});

it('is offline after a while without following, with or without a socket', () => {
  const connection = createConnection();
  connection.opened();
  vi.advanceTimersByTime(12_000);
  expect(connection.state.get()).toBe('offline');
  connection.followed();
  expect(connection.state.get()).toBe('live');
  connection.closed();
  vi.advanceTimersByTime(11_999);
  expect(connection.state.get()).toBe('reconnecting');
  connection.opened();
  vi.advanceTimersByTime(1);
  expect(connection.state.get()).toBe('offline');
});
