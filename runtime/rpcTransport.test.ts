import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ChainRefusal, ChainUnreachable, createChainClient } from './chainClient.ts';

type Call = { id: number; method: string; params?: unknown };

/** A chain that notes each batch and answers it when it is let. */
async function scriptedChain(answer: (calls: readonly Call[]) => unknown) {
  const batches: (readonly Call[])[] = [];
  let open: () => void = () => undefined;
  let gate = Promise.resolve();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const calls = JSON.parse(Buffer.concat(parts).toString('utf8')) as Call[];
    batches.push(calls);
    await gate;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(calls)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    batches,
    hold() {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    release: () => open(),
    async [Symbol.asyncDispose]() {
      open();
      server.closeAllConnections();
      server.close();
    },
  };
}

const heights = (calls: readonly Call[]) => calls.map(({ id }) => ({ jsonrpc: '2.0', id, result: 100 + id })).reverse();

describe('createChainClient', () => {
  it('puts calls of one tick into one batch, and gives each its own answer', async () => {
    await using chain = await scriptedChain(heights);
    const client = createChainClient({ url: chain.url });
    expect(await Promise.all(Array.from({ length: 5 }, () => client.blockHeight()))).toEqual([100, 101, 102, 103, 104]);
    expect(chain.batches.map((batch) => batch.length)).toEqual([5]);
    client.close();
  });

  it('collects what is asked while enough requests are under way', async () => {
    await using chain = await scriptedChain(heights);
    const client = createChainClient({ url: chain.url });
    chain.hold();
    const answers: Promise<number>[] = [];
    for (let i = 0; i < 8; i++) {
      answers.push(client.blockHeight());
      await Promise.resolve();
      await Promise.resolve();
    }
    await new Promise((resolve) => setImmediate(resolve));
    chain.release();
    await Promise.all(answers);
    expect(chain.batches.map((batch) => batch.length)).toEqual([1, 1, 6]);
    client.close();
  });

  it('says what an error proves: no answer, or a refusal', async () => {
    await using silent = await scriptedChain(heights);
    silent.hold();
    const unheard = createChainClient({ url: silent.url, timeoutMs: 50 });
    await expect(unheard.blockHeight()).rejects.toBeInstanceOf(ChainUnreachable);
    unheard.close();

    const nobody = createChainClient({ url: 'http://127.0.0.1:9' });
    await expect(nobody.blockHeight()).rejects.toBeInstanceOf(ChainUnreachable);

    const error = { code: -32002, message: 'no', data: { err: 'BlockhashNotFound' } };
    await using refusing = await scriptedChain((calls) => calls.map(({ id }) => ({ jsonrpc: '2.0', id, error })));
    const refused = createChainClient({ url: refusing.url });
    const refusal = await refused.send(new Uint8Array([1])).catch((caught: unknown) => caught);
    expect(refusal).toBeInstanceOf(ChainRefusal);
    expect(refusal).toMatchObject({ code: -32002, err: 'BlockhashNotFound' });
    refused.close();
  });

  it.each([
    ['another shape', (calls: readonly Call[]) => calls.map(({ id }) => ({ jsonrpc: '2.0', id, result: 'high' }))],
    ['fewer answers than calls', () => []],
    ['no batch', () => ({ hello: 'world' })],
  ])('takes %s for no answer', async (_, answer) => {
    await using chain = await scriptedChain(answer);
    const client = createChainClient({ url: chain.url });
    await expect(client.blockHeight()).rejects.toBeInstanceOf(ChainUnreachable);
    client.close();
  });
});
