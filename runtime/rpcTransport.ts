import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { RpcTransport } from '@solana/kit';
import { z } from 'zod';
import { MAX_BATCH_CALLS } from '../core/chain/chainApi.ts';

/** Thrown when the chain did not answer; it is unknown whether the chain accepted the request. */
export class ChainUnreachable extends Error {
  override readonly name = 'ChainUnreachable';
}

const rpcAnswer = z.looseObject({ jsonrpc: z.literal('2.0'), id: z.union([z.string(), z.number(), z.null()]) });

type Call = {
  readonly payload: unknown;
  readonly deadline: number;
  resolve(answer: unknown): void;
  reject(error: ChainUnreachable): void;
};

export type CoalescingTransport = { readonly transport: RpcTransport; close(): void };

/**
 * A transport for Kit's RPC that batches calls: calls of one tick, and calls that arrive while `maxInFlight` requests are under way, share one
 * JSON-RPC batch. Connections are kept alive. A call without an answer after `timeoutMs` rejects with ChainUnreachable, as does every call of a
 * broken request.
 */
export function createCoalescingTransport(opts: {
  readonly url: string;
  /** Sent as a bearer token. */
  readonly token?: string | undefined;
  readonly timeoutMs: number;
  readonly maxInFlight: number;
}): CoalescingTransport {
  const url = new URL(opts.url);
  const secure = url.protocol === 'https:';
  const agentOptions = { keepAlive: true, maxSockets: opts.maxInFlight };
  const authorization = opts.token === undefined ? {} : { authorization: `Bearer ${opts.token}` };
  const agent = secure ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  let queue: Call[] = [];
  let inFlight = 0;
  let scheduled = false;

  function post(body: string, timeoutMs: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const fail = (error: Error) =>
        reject(new ChainUnreachable(`the chain does not answer: ${error.message}`, { cause: error }));
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...authorization,
      };
      const request = (secure ? httpsRequest : httpRequest)(url, { method: 'POST', agent, headers });
      // A signal with a time-out would make its error even for requests that have been answered.
      const timer = setTimeout(() => request.destroy(new Error('no answer in time')), Math.max(1, timeoutMs));
      request.on('close', () => clearTimeout(timer));
      request.on('error', fail);
      request.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', fail);
        response.on('end', () => {
          if (response.statusCode === 200) resolve(Buffer.concat(parts).toString('utf8'));
          else if (response.statusCode === 401) fail(new Error('it does not accept our CHAIN_RPC_TOKEN'));
          else fail(new Error(`it answered with status ${response.statusCode}`));
        });
      });
      request.end(body);
    });
  }

  function answersById(text: string): Map<string, unknown> {
    try {
      const answers = z.array(rpcAnswer).parse(JSON.parse(text));
      return new Map(answers.map((answer) => [String(answer.id), answer]));
    } catch (error) {
      throw new ChainUnreachable('the chain answered something that is no JSON-RPC batch', { cause: error });
    }
  }

  /** Each call of a batch gets its index as id, so that ids of different callers never collide. */
  async function flush(calls: readonly Call[]): Promise<void> {
    inFlight += 1;
    try {
      const body = JSON.stringify(calls.map((call, id) => ({ ...(call.payload as object), id })));
      const deadline = Math.max(...calls.map((call) => call.deadline));
      const answers = answersById(await post(body, deadline - performance.now()));
      for (const [id, call] of calls.entries()) {
        const answer = answers.get(String(id));
        if (answer === undefined) call.reject(new ChainUnreachable('the chain left a call of a batch unanswered'));
        else call.resolve(answer);
      }
    } catch (error) {
      const unreachable =
        error instanceof ChainUnreachable ? error : new ChainUnreachable(String(error), { cause: error });
      for (const call of calls) call.reject(unreachable);
    } finally {
      inFlight -= 1;
      schedule();
    }
  }

  function schedule(): void {
    if (scheduled || queue.length === 0) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      if (queue.length === 0 || inFlight >= opts.maxInFlight) return;
      const calls = queue.slice(0, MAX_BATCH_CALLS);
      queue = queue.slice(MAX_BATCH_CALLS);
      void flush(calls);
      schedule();
    });
  }

  function call(payload: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const made: Call = {
        payload,
        deadline: performance.now() + opts.timeoutMs,
        resolve: done(resolve),
        reject: done(reject),
      };
      // A call may wait behind others that get no answer, and still times out.
      const timer = setTimeout(() => {
        queue = queue.filter((other) => other !== made);
        made.reject(new ChainUnreachable(`the chain did not answer within ${opts.timeoutMs} ms`));
      }, opts.timeoutMs);
      function done<T>(settle: (value: T) => void): (value: T) => void {
        return (value) => {
          clearTimeout(timer);
          settle(value);
        };
      }
      queue.push(made);
      schedule();
    });
  }

  return {
    transport: (async ({ payload }: { payload: unknown }) => call(payload)) as RpcTransport,
    close: () => agent.destroy(),
  };
}
