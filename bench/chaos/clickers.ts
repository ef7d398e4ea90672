import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { TRPCClientError } from '@trpc/client';
import WebSocket from 'ws';
import { createClient, type EngineConnection, guestSession, type RouterInputs } from '../../client/index.ts';
import type { CancelAnswer } from '../../core/order/cancelOrder.ts';
import { drawsOf } from './draws.ts';

type PlaceRequest = Extract<RouterInputs['orders']['place'], { type?: 'market' | undefined }>;

/** The client's record of an order: the journal with which the engine is compared. */
export type JournalEntry = {
  readonly trader: number;
  readonly request: PlaceRequest;
  /** The ids in the answers; exactly one unless the engine lost or duplicated an order. */
  readonly acknowledged: Set<string>;
  /** From the first click to the first acknowledgement, milliseconds. */
  acceptMs: number | undefined;
  /** The reason of a final refusal. */
  refused: string | undefined;
  /** Clicks whose answer did not say whether the order was placed. */
  unclear: number;
  readonly duplicate: boolean;
  /** How long after the acknowledgement the trader cancels the order, milliseconds, if at all; and the final answer. */
  readonly cancelAfterMs: number | undefined;
  cancelled: CancelAnswer['outcome'] | undefined;
};

export type Clickers = AsyncDisposable & {
  readonly journal: readonly JournalEntry[];
  /** A trader's connections, one to each server. */
  connections(trader: number): readonly EngineConnection[];
  /** Clicks the next order, or two equal ones; resolves when each was acknowledged or refused, or when `giveUp` ended the wait. */
  click(giveUp: AbortSignal): Promise<void>;
};

/** Swaps that a paper wallet can make hundreds of times, base units. */
const SWAPS = [
  { tokenIn: 'SOL', tokenOut: 'USDC', amountIn: 10_000_000 },
  { tokenIn: 'USDC', tokenOut: 'SOL', amountIn: 1_500_000 },
  { tokenIn: 'USDC', tokenOut: 'JUP', amountIn: 1_000_000 },
  { tokenIn: 'JUP', tokenOut: 'SOL', amountIn: 1_000_000 },
] as const;
const CLICK_MS = 2_500;
/** A cancellation may wait for the chain's answer. */
const CANCEL_MS = 7_500;
/** Share of the orders that are clicked at both servers at once, under one key. */
const DUPLICATES = 0.15;
/** Share of the commands that are two equal orders by the same trader at the same moment, each with its own key. */
const TWINS = 0.2;
/** Share of the commands without slippage tolerance, and share with little time. */
const STRICT = 0.1;
const HASTY = 0.05;
const HASTY_SECONDS = 2;
/** Share of the orders that are cancelled, and how long after their acknowledgement at most: before, during and after their submission. */
const CANCELS = 0.15;
const CANCEL_WITHIN_MS = 400;

/** True when the answer means that there is no order and will never be one. */
function isRefusal(error: unknown): error is TRPCClientError<never> {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null && 'retryable' in data && data.retryable === false;
}

/** Clients of both servers that keep a journal. The seed determines their orders. */
export async function createClickers(opts: {
  urls: readonly [string, string];
  traders: number;
  seed: number;
  /** Called with the id of each order whose click was answered. */
  onAcknowledged(orderId: string): void;
}): Promise<Clickers> {
  const draws = drawsOf({ seed: opts.seed, stream: 'clicks' });
  const traders = await Promise.all(
    Array.from({ length: opts.traders }, async () => {
      const cookie = await guestSession({ url: opts.urls[0] });
      return opts.urls.map((url) => createClient({ url, cookie, WebSocket }));
    }),
  );
  const journal: JournalEntry[] = [];

  function wish(request: Omit<PlaceRequest, 'idempotencyKey'>, trader: number): JournalEntry {
    const entry: JournalEntry = {
      trader,
      request: { ...request, idempotencyKey: randomUUID() },
      acknowledged: new Set(),
      acceptMs: undefined,
      refused: undefined,
      unclear: 0,
      duplicate: draws.next() < DUPLICATES,
      cancelAfterMs: draws.next() < CANCELS ? draws.whole(0, CANCEL_WITHIN_MS) : undefined,
      cancelled: undefined,
    };
    journal.push(entry);
    return entry;
  }

  /** A trader's tolerance in price and time: most are patient, and some orders have to fail. */
  function patience(): Pick<PlaceRequest, 'slippageBps' | 'validForSeconds'> {
    const mood = draws.next();
    if (mood < STRICT) return { slippageBps: 0 };
    if (mood < STRICT + HASTY) return { slippageBps: 1_500, validForSeconds: HASTY_SECONDS };
    return { slippageBps: 1_500 };
  }

  /** One order, or two equal ones of the same trader. */
  function wishes(): JournalEntry[] {
    const { tokenIn, tokenOut, amountIn } = draws.pick(SWAPS);
    const varied = String(amountIn + draws.whole(0, 9_999));
    const request = { type: 'market' as const, tokenIn, tokenOut, amountIn: varied, ...patience() };
    const trader = draws.whole(0, traders.length - 1);
    return Array.from({ length: draws.next() < TWINS ? 2 : 1 }, () => wish(request, trader));
  }

  /** Cancels until the answer is final, alternating between the servers. */
  async function cancel(entry: JournalEntry, orderId: string, firstServer: number, giveUp: AbortSignal): Promise<void> {
    for (let n = firstServer; !giveUp.aborted && entry.cancelled === undefined; n += 1) {
      try {
        const signal = AbortSignal.any([giveUp, AbortSignal.timeout(CANCEL_MS)]);
        const answer = await traders[entry.trader]?.[n % 2]?.client.orders.cancel.mutate({ orderId }, { signal });
        entry.cancelled = answer?.outcome;
      } catch {
        entry.unclear += 1;
        await wait(100 + 200 * Math.random());
      }
    }
  }

  /** Clicks until the answer is clear, alternating between the servers, always with the same key. */
  async function insist(entry: JournalEntry, firstServer: number, giveUp: AbortSignal): Promise<void> {
    const started = performance.now();
    for (let n = firstServer; !giveUp.aborted; n += 1) {
      try {
        const connection = traders[entry.trader]?.[n % 2];
        if (connection === undefined) throw new Error('there is no such client');
        const signal = AbortSignal.any([giveUp, AbortSignal.timeout(CLICK_MS)]);
        const { orderId } = await connection.client.orders.place.mutate(entry.request, { signal });
        entry.acknowledged.add(orderId);
        opts.onAcknowledged(orderId);
        entry.acceptMs ??= performance.now() - started;
        if (entry.cancelAfterMs !== undefined) {
          await wait(entry.cancelAfterMs);
          await cancel(entry, orderId, n, giveUp);
        }
        return;
      } catch (error) {
        if (isRefusal(error)) {
          entry.refused = error.message;
          return;
        }
        entry.unclear += 1;
        await wait(100 + 200 * Math.random());
      }
    }
  }

  return {
    journal,
    connections: (trader) => traders[trader] ?? [],
    async click(giveUp) {
      const clicks = wishes().flatMap((entry) => {
        const first = draws.whole(0, 1);
        return (entry.duplicate ? [first, first + 1] : [first]).map((n) => insist(entry, n, giveUp));
      });
      await Promise.all(clicks);
    },
    async [Symbol.asyncDispose]() {
      await Promise.allSettled(traders.flat().map((connection) => connection.close()));
    },
  };
}
