import { expect, it } from 'vitest';
import { socketClassOf } from './socketClass.ts';

it('builds the headers in, and a short wait for who does not answer a close', () => {
  const made: unknown[][] = [];
  class Given {
    constructor(...given: unknown[]) {
      made.push(given);
    }
  }
  const SocketClass = socketClassOf({ given: Given, headers: { 'x-api-key': 'k' } });
  if (SocketClass === undefined) throw new Error('no class came back');
  new SocketClass('ws://127.0.0.1/api/ws');
  // With the half minute that `ws` waits by itself, a dead line would be noticed and stay dead.
  expect(made).toEqual([['ws://127.0.0.1/api/ws', [], { headers: { 'x-api-key': 'k' }, closeTimeout: 1_000 }]]);
});
