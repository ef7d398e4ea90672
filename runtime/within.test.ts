import { expect, test } from 'vitest';
import { within } from './within.ts';

const never = new Promise<never>(() => {});

test('an answer in time is given as it is, also where it is thrown', async () => {
  const late = () => {
    throw new Error('late');
  };
  expect(await within(60_000, Promise.resolve(1), late)).toBe(1);
  await expect(within(60_000, Promise.reject(new Error('refused')), late)).rejects.toThrow('refused');
});

test('without an answer in time, what is done then counts', async () => {
  expect(await within(1, never, () => 'late')).toBe('late');
  const late = () => {
    throw new Error('no answer');
  };
  await expect(within(1, never, late)).rejects.toThrow('no answer');
});

test('what is thrown after that time is dropped', async () => {
  let refuse: (reason: Error) => void = () => {};
  const answer = new Promise<never>((_, reject) => {
    refuse = reject;
  });
  expect(await within(1, answer, () => undefined)).toBeUndefined();
  refuse(new Error('too late'));
  // An unhandled rejection would fail the run.
  await expect(answer).rejects.toThrow('too late');
});
