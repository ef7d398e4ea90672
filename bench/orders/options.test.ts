import { expect, it } from 'vitest';
import { OptionsError, readOptions } from './options.ts';

const refusal = (...args: string[]) => {
  try {
    return readOptions(args);
  } catch (error) {
    return error instanceof OptionsError ? error.message : error;
  }
};

it('measures everything by default', () => {
  expect(readOptions([])).toMatchObject({ kind: 'measure', everything: true, rates: [50, 100, 300], seconds: 20 });
  expect(readOptions([]).levels.map(({ inFlight }) => inFlight)).toEqual([1, 10, 50, 200]);
  expect(readOptions(['--in-flight', '1,10', '--orders', '100'])).toMatchObject({
    everything: false,
    rates: [],
    levels: [
      { inFlight: 1, orders: 100 },
      { inFlight: 10, orders: 200 },
    ],
  });
  expect(readOptions(['--rates', '5', '--seconds', '3'])).toMatchObject({ levels: [], rates: [5], seconds: 3 });
});

it('compares over the levels, and grows over one', () => {
  expect(readOptions(['--compare', 'v1'])).toMatchObject({ kind: 'compare', revision: 'v1', rounds: 5, rates: [] });
  expect(readOptions(['--growth'])).toMatchObject({
    kind: 'growth',
    levels: [{ inFlight: 200, orders: 100_000 }],
    finished: 300_000,
    rounds: 3,
  });
});

it('refuses unknown options, and names them', () => {
  expect(refusal('--in-flight', '1,x')).toBe('--in-flight takes whole numbers from 1 to 2000, not "x".');
  expect(refusal('--orders', '0')).toMatch('--orders takes');
  expect(refusal('--orders', '10')).toMatch('--orders has more numbers');
  expect(refusal('--in-flight', '10', '--orders', '')).toMatch('--orders takes');
  expect(refusal('--compare', '--growth')).toMatch('--compare');
  expect(refusal('--compare', 'a', '--growth')).toMatch('two kinds of runs');
  expect(refusal('--compare', 'a', '--rates', '5')).toBe('--rates has no effect with --compare.');
  expect(refusal('--rounds', '5')).toBe('--rounds has no effect without --compare or --growth.');
  expect(refusal('--growth', '--in-flight', '1,2')).toMatch('one level');
  expect(refusal('--rates', '2000', '--seconds', '3600')).toMatch('at most');
  expect(refusal('--in-flight', '1', '--seconds', '5')).toBe('--seconds needs --rates.');
  expect(refusal('--level', '1')).toMatch('--level');
  expect(refusal('9')).toMatch('9');
});
