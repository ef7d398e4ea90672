import { describe, expect, it } from 'vitest';
import { createFaults } from './faults.ts';

const settings = { loseRequestRate: 0.2, loseAnswerRate: 0.25, delayRate: 0.5, delaySlots: 7, holdLandings: false };
const NONE = { loseRequestRate: 0, loseAnswerRate: 0, delayRate: 0, delaySlots: 7, holdLandings: false };
const draws = (seed: number, count: number) => {
  const faults = createFaults([seed, 1]);
  return Array.from({ length: count }, () => `${faults.requestFate(settings)} ${faults.landingDelay(settings)}`);
};

describe('createFaults', () => {
  it('draws the same from the same seed', () => {
    expect(draws(1, 100)).toEqual(draws(1, 100));
    expect(draws(1, 100)).not.toEqual(draws(2, 100));
  });

  it('keeps to the rates, an answer being lost only of a request that arrived', () => {
    const drawn = draws(3, 20_000);
    const share = (part: string) => drawn.filter((one) => one.includes(part)).length / drawn.length;
    expect(share('request-lost')).toBeCloseTo(0.2, 1);
    expect(share('answer-lost')).toBeCloseTo(0.8 * 0.25, 1);
    expect(share(' 7')).toBeCloseTo(0.5, 1);
  });

  it('does nothing wrong at rate 0 and always at rate 1', () => {
    const faults = createFaults([4, 4]);
    for (let i = 0; i < 1_000; i++) {
      expect(faults.requestFate(NONE)).toBe('served');
      expect(faults.landingDelay(NONE)).toBe(0);
      expect(faults.requestFate({ ...NONE, loseRequestRate: 1 })).toBe('request-lost');
      expect(faults.requestFate({ ...NONE, loseAnswerRate: 1 })).toBe('answer-lost');
    }
  });
});
