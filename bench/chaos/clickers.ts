import { setTimeout as wait } from 'node:timers/promises';
import { TRPCClientError } from '@trpc/client';
import WebSocket from 'ws';
import { createClient, type EngineConnection, guestSession } from '../../client/index.ts';
import { createCommands } from './commands.ts';
import { drawsOf } from './draws.ts';
import type { JournalEntry } from './journal.ts';
import { followRates } from './rates.ts';

export type Clickers = AsyncDisposable & {
  readonly journal: readonly JournalEntry[];
  /** A trader's connections, one to each server. */
  connections(trader: number): readonly EngineConnection[];
  /** Clicks the next order, or two equal ones; resolves when each was acknowledged or refused, or when `giveUp` ended the wait. */
  click(giveUp: AbortSignal): Promise<void>;
  /** Cancels all open orders of all traders; resolves when each was answered finally, or when `giveUp` ended the wait. */
  cancelAll(giveUp: AbortSignal): Promise<void>;
};

const CLICK_MS = 2_500;
/** A cancellation may wait for the chain's answer. */
const CANCEL_MS = 7_500;

/** True when the answer means that the request changed nothing and never will. */
function isRefusal(error: unknown): error is TRPCClientError<never> {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null && 'retryable' in data && data.retryable === false;
}

const shortly = () => wait(100 + 200 * Math.random());

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
  const rates = await followRates(traders[0] ?? []);
  const commands = createCommands({ draws, traders: traders.length, rateOf: rates.of });
  const journal: JournalEntry[] = [];

  function ordersAt(trader: number, nthServer: number): EngineConnection['client']['orders'] {
    const connection = traders[trader]?.[nthServer % 2];
    if (connection === undefined) throw new Error('there is no such client');
    return connection.client.orders;
  }

  /** Cancels until the answer is final, alternating between the servers. */
  async function cancel(entry: JournalEntry, orderId: string, firstServer: number, giveUp: AbortSignal): Promise<void> {
    for (let n = firstServer; !giveUp.aborted && entry.cancelled === undefined; n += 1) {
      try {
        const signal = AbortSignal.any([giveUp, AbortSignal.timeout(CANCEL_MS)]);
        const answer = await ordersAt(entry.trader, n).cancel.mutate({ orderId }, { signal });
        entry.cancelled = answer.outcome;
      } catch {
        entry.unclear += 1;
        await shortly();
      }
    }
  }

  /** Amends until the answer is clear, alternating between the servers. A refusal after an unclear answer may come from the amendment's own success. */
  async function amend(entry: JournalEntry, orderId: string, firstServer: number, giveUp: AbortSignal): Promise<void> {
    const { amendment } = entry;
    if (amendment === undefined) return;
    let unclear = false;
    for (let n = firstServer; !giveUp.aborted; n += 1) {
      try {
        const signal = AbortSignal.any([giveUp, AbortSignal.timeout(CLICK_MS)]);
        await ordersAt(entry.trader, n).amend.mutate({ orderId, version: 1, ...amendment.changes }, { signal });
        amendment.outcome = 'amended';
        return;
      } catch (error) {
        if (isRefusal(error)) {
          if (!unclear) amendment.outcome = 'refused';
          return;
        }
        unclear = true;
        entry.unclear += 1;
        await shortly();
      }
    }
  }

  /** What the trader does with an order that was acknowledged. */
  async function attend(entry: JournalEntry, orderId: string, server: number, giveUp: AbortSignal): Promise<void> {
    const { amendment, cancelAfterMs } = entry;
    const amended = async () => {
      if (amendment === undefined) return;
      await wait(amendment.afterMs);
      await amend(entry, orderId, server, giveUp);
    };
    const cancelled = async () => {
      if (cancelAfterMs === undefined) return;
      await wait(cancelAfterMs);
      await cancel(entry, orderId, server, giveUp);
    };
    await Promise.all([amended(), cancelled()]);
  }

  /** Clicks until the answer is clear, alternating between the servers, always with the same key. */
  async function insist(entry: JournalEntry, firstServer: number, giveUp: AbortSignal): Promise<void> {
    const started = performance.now();
    for (let n = firstServer; !giveUp.aborted; n += 1) {
      try {
        const signal = AbortSignal.any([giveUp, AbortSignal.timeout(CLICK_MS)]);
        const { orderId } = await ordersAt(entry.trader, n).place.mutate(entry.request, { signal });
        const isFirst = entry.acknowledged.size === 0;
        entry.acknowledged.add(orderId);
        opts.onAcknowledged(orderId);
        entry.acceptMs ??= performance.now() - started;
        if (isFirst) await attend(entry, orderId, n, giveUp);
        return;
      } catch (error) {
        if (isRefusal(error)) {
          entry.refused = error.message;
          return;
        }
        entry.unclear += 1;
        await shortly();
      }
    }
  }

  /** Cancels all open orders of a trader until each has a final answer. */
  async function cancelAllOf(trader: number, giveUp: AbortSignal): Promise<void> {
    const byId = new Map(journal.flatMap((entry) => [...entry.acknowledged].map((id) => [id, entry] as const)));
    for (let n = trader; !giveUp.aborted; n += 1) {
      try {
        const signal = AbortSignal.any([giveUp, AbortSignal.timeout(CANCEL_MS)]);
        const { answers } = await ordersAt(trader, n).cancelAll.mutate(undefined, { signal });
        for (const answer of answers) {
          const entry = 'order' in answer ? byId.get(answer.order.orderId) : undefined;
          if (entry !== undefined && 'outcome' in answer) entry.cancelled ??= answer.outcome;
        }
        if (answers.every((answer) => 'outcome' in answer)) return;
      } catch {
        await shortly();
      }
    }
  }

  return {
    journal,
    connections: (trader) => traders[trader] ?? [],
    async click(giveUp) {
      const clicks = commands.next().flatMap((entry) => {
        journal.push(entry);
        const first = draws.whole(0, 1);
        return (entry.duplicate ? [first, first + 1] : [first]).map((n) => insist(entry, n, giveUp));
      });
      await Promise.all(clicks);
    },
    async cancelAll(giveUp) {
      await Promise.all(traders.map((_, trader) => cancelAllOf(trader, giveUp)));
    },
    async [Symbol.asyncDispose]() {
      rates.stop();
      await Promise.allSettled(traders.flat().map((connection) => connection.close()));
    },
  };
}
