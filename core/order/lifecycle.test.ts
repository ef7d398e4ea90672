import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canTransition, isFinal, MAX_ATTEMPTS, ORDER_STATUSES, startsNextAttempt, statusesIn } from './lifecycle.ts';

const status = fc.constantFrom(...ORDER_STATUSES);

describe('order lifecycle', () => {
  it('allows the path to confirmed, and no shorter one', () => {
    const way = ['pending', 'routing', 'building', 'submitted', 'confirmed'] as const;
    for (const [i, from] of way.entries()) {
      for (const [j, to] of way.entries()) {
        if (j === i + 1) expect(canTransition({ from, to })).toBe(true);
        if (j > i + 1) expect(canTransition({ from, to })).toBe(false);
      }
    }
  });

  it('ends in exactly confirmed, failed, cancelled and expired, of which one has an execution', () => {
    const ended = ['failed', 'cancelled', 'expired'];
    expect(ORDER_STATUSES.filter(isFinal)).toEqual(['confirmed', ...ended]);
    expect([statusesIn('done'), statusesIn('ended')]).toEqual([['confirmed'], ended]);
    expect(statusesIn('done', 'open', 'ended')).toEqual(ORDER_STATUSES);
  });

  it('counts exactly the statuses with a next step as open', () => {
    for (const from of ORDER_STATUSES)
      expect(isFinal(from)).toBe(ORDER_STATUSES.every((to) => !canTransition({ from, to })));
  });

  it('lets every status that is not final end without an execution, and rest again, and no other one', () => {
    for (const from of ORDER_STATUSES) {
      for (const to of [...statusesIn('ended'), 'pending'] as const)
        expect(canTransition({ from, to })).toBe(!isFinal(from));
    }
  });

  it('confirms only a submitted order', () => {
    for (const from of ORDER_STATUSES) expect(canTransition({ from, to: 'confirmed' })).toBe(from === 'submitted');
  });

  it('reaches a final status from any walk without a rest once the attempts are used up', () => {
    const withoutRest = status.filter((to) => to !== 'pending');
    fc.assert(
      fc.property(fc.array(withoutRest, { maxLength: 60 }), (wishes) => {
        let at: (typeof ORDER_STATUSES)[number] = 'pending';
        let attempt = 0;
        let steps = 0;
        for (const to of wishes) {
          if (!canTransition({ from: at, to })) continue;
          const next: number =
            at === 'pending' && to === 'routing' ? 1 : startsNextAttempt({ from: at, to }) ? attempt + 1 : attempt;
          if (next > MAX_ATTEMPTS) continue;
          at = to;
          attempt = next;
          steps += 1;
        }
        expect(attempt).toBeLessThanOrEqual(MAX_ATTEMPTS);
        expect(steps).toBeLessThanOrEqual(3 * MAX_ATTEMPTS + 1);
      }),
    );
  });
});
