import { expect, test } from 'vitest';
import { INFLICTED, planFaults, roundsFor } from './schedule.ts';

test('the same seed plans the same faults, and another seed different ones', () => {
  const plan = (seed: number) => planFaults({ seed, seconds: 75, rounds: 4 });
  expect(plan(7)).toEqual(plan(7));
  expect(plan(7)).not.toEqual(plan(8));
});

test('every kind is in every round, in order of time, within the load', () => {
  const seconds = 75;
  const rounds = roundsFor(seconds);
  expect(rounds).toBe(4);
  const plan = planFaults({ seed: 1, seconds, rounds });
  for (const kind of INFLICTED)
    expect(plan.filter((fault) => fault.kind === kind)).toHaveLength(
      kind === 'freeze worker' || kind === 'black hole to postgres' ? 2 * rounds : rounds,
    );
  expect(plan.map(({ atMs }) => atMs)).toEqual(plan.map(({ atMs }) => atMs).sort((a, b) => a - b));
  expect(plan.every(({ atMs }) => atMs > 0 && atMs < seconds * 1_000)).toBe(true);
});
