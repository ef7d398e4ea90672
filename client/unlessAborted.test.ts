import { expect, it } from 'vitest';
import { EngineClientError } from './engineClientError.ts';
import { untilAnswered } from './unlessAborted.ts';

it('sends nothing when the signal is already aborted, since the call might place an order', async () => {
  let asked = 0;
  const closed = AbortSignal.abort(new EngineClientError({ code: 'CLOSED' }));
  const ask = async () => {
    asked += 1;
  };
  await expect(untilAnswered(ask, closed)).rejects.toMatchObject({ code: 'CLOSED' });
  expect(asked).toBe(0);
});

it('retries while there is no answer, and not after a refusal', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    throw new EngineClientError({ code: asked < 2 ? 'NO_ANSWER' : 'NOT_AN_ENGINE' });
  };
  await expect(untilAnswered(ask, new AbortController().signal)).rejects.toMatchObject({ code: 'NOT_AN_ENGINE' });
  expect(asked).toBe(2);
});
