import { expect, it } from 'vitest';
import { engineWarning, queueDepth } from './engineWarning.ts';
import { createSmoothed } from './smoothed.ts';
import type { SystemStatus } from './useSystemStatus.ts';

const status: SystemStatus = {
  version: '1',
  slot: 1,
  slotAgeMs: 10,
  intakePaused: false,
  chainChanged: false,
  queue: { waiting: 3, active: 2, delayed: 9 },
  workers: 2,
};

it('warns of causes that make orders wait, and not of unknown values', () => {
  expect(engineWarning(status)).toBeUndefined();
  expect(engineWarning({ ...status, workers: 0 })).toMatch(/No worker/);
  expect(engineWarning({ ...status, workers: 0, intakePaused: true })).toMatch(/paused/);
  expect(engineWarning({ ...status, chainChanged: true })).toMatch(/chain was replaced/);
  expect(engineWarning({ ...status, workers: null, intakePaused: null })).toBeUndefined();
  expect(engineWarning(undefined)).toBeUndefined();
});

it('counts waiting and running orders; an unknown count is not shown as 0', () => {
  expect(queueDepth(status)).toBe(5);
  expect(queueDepth({ ...status, queue: null })).toBeUndefined();
  expect(queueDepth(undefined)).toBeUndefined();
});

it('moves a part of the way to each new value', () => {
  const smoothed = createSmoothed();
  expect(smoothed.add(100)).toBe(100);
  expect(smoothed.add(200)).toBeCloseTo(130);
  expect(smoothed.add(130)).toBeCloseTo(130);
  smoothed.reset();
  expect(smoothed.add(20)).toBe(20);
});
