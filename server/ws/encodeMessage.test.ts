import { expect, it } from 'vitest';
import { sharedItem, withJson } from '../sharedJson.ts';
import { encodeMessage } from './encodeMessage.ts';

it('serialises a shared item once for all messages with it', () => {
  let made = 0;
  const item = sharedItem({
    slot: 1,
    toJSON() {
      made += 1;
      return { slot: 1 };
    },
  });
  const messages = [1, 'a"b', null].map((id) => ({ id, jsonrpc: undefined, result: { type: 'data', data: item } }));
  for (const message of messages) {
    expect(encodeMessage(message)).toBe(
      `{"id":${JSON.stringify(message.id)},"result":{"type":"data","data":{"slot":1}}}`,
    );
  }
  expect(made).toBe(1);
});

it('serialises every other message by JSON.stringify', () => {
  const item = { slot: 1 };
  for (const message of [
    { id: 1, result: { type: 'data', data: item } },
    { id: 1, result: { type: 'started' } },
    { id: 1, error: { code: 1 } },
    { id: 1, result: { type: 'data', data: null } },
    { method: 'reconnect' },
    null,
    [1],
  ])
    expect(encodeMessage(message)).toBe(JSON.stringify(message));
});

it('serialises a tracked item once too, with the number of each message', () => {
  let made = 0;
  const item = withJson({ type: 'events' }, () => {
    made += 1;
    return '{"type":"events"}';
  });
  for (const [id, jsonrpc] of [
    [1, undefined],
    [2, '2.0'],
  ]) {
    const message = { id, jsonrpc, result: { type: 'data', id: '"17"', data: { id: '"17"', data: item } } };
    expect(encodeMessage(message)).toBe(JSON.stringify(message));
  }
  expect(made).toBe(1);
});
