import { expect, test } from 'vitest';
import { insistently } from './patience.ts';

test('retries until there is an answer, and throws the last error when the time is over', async () => {
  let asked = 0;
  const starting = async () => {
    asked += 1;
    if (asked < 3) throw new Error('the database system is starting up');
    return 'ready';
  };
  expect(await insistently(starting)).toBe('ready');
  expect(asked).toBe(3);
  const never = () => Promise.reject(new Error('the database system is shut down'));
  await expect(insistently(never, 0)).rejects.toThrow('shut down');
});
