import { expect, it } from 'vitest';
import { socketClassOf } from './socketClass.ts';

it('adds the headers, and waits only shortly for a peer that does not answer a close', () => {
  const made: unknown[][] = [];
  class Given {
    constructor(...given: unknown[]) {
      made.push(given);
    }
  }
  const SocketClass = socketClassOf({ given: Given, headers: { 'x-api-key': 'k' } });
  if (SocketClass === undefined) throw new Error('no class came back');
  new SocketClass('ws://127.0.0.1/api/ws');
  // With the 30 s for which `ws` waits by default, a dead connection would be noticed but stay open.
  expect(made).toEqual([['ws://127.0.0.1/api/ws', [], { headers: { 'x-api-key': 'k' }, closeTimeout: 1_000 }]]);
});
