import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { eitherSignal } from './eitherSignal.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The name of the reason once it is aborted. */
const nameOf = (signal: AbortSignal) =>
  new Promise<string>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason.name)));

it('aborts in time, by its own timer or another signal, despite garbage collection', async () => {
  const own = nameOf(eitherSignal({ signals: [new AbortController().signal], timeoutMs: 100 }).signal);
  const given = nameOf(eitherSignal({ signals: [undefined, AbortSignal.timeout(100)] }).signal);
  for (let i = 0; i < 3; i += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
  }
  // Keeps the process awake, as a connection does.
  const awake = setInterval(() => {}, 1_000);
  expect(await Promise.all([own, given])).toEqual(['TimeoutError', 'TimeoutError']);
  clearInterval(awake);
});

it('passes on the reason, also of a signal that is already aborted, and ignores the signal after the end', () => {
  const first = new AbortController();
  const second = new AbortController();
  const either = eitherSignal({ signals: [first.signal, second.signal] });
  const over = eitherSignal({ signals: [second.signal], timeoutMs: 1 });
  over.done();
  second.abort('second');
  first.abort('first');
  expect(either.signal.reason).toBe('second');
  expect(over.signal.aborted).toBe(false);
  expect(eitherSignal({ signals: [first.signal] }).signal.reason).toBe('first');
});

it('never times out when the given time exceeds the maximum of a timer', async () => {
  const patient = eitherSignal({ signals: [], timeoutMs: Number.POSITIVE_INFINITY });
  await nameOf(eitherSignal({ signals: [AbortSignal.timeout(20)] }).signal);
  expect(patient.signal.aborted).toBe(false);
  patient.done();
});
