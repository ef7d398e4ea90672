import { Worker } from 'node:worker_threads';
import type { CandleInterval } from '../../core/market/candle.ts';
import type { Candle } from '../../core/market/candleSchema.ts';
import type { Mint } from '../../core/tokens/token.ts';
import type { ChainListing } from './chainListing.ts';
import type { MarketSettings } from './marketSettings.ts';
import type { createSlotClock } from './slotClock.ts';

/** The data that the thread needs. */
export type CandleQuestion = {
  readonly seed: string;
  readonly settings: MarketSettings;
  readonly listing: ChainListing;
  readonly range: {
    readonly base: Mint;
    readonly quote: Mint;
    readonly interval: CandleInterval;
    readonly from: number;
    readonly to: number;
  };
  readonly clock: Parameters<typeof createSlotClock>[0];
};
export type CandleAnswer = { readonly candles: Candle[] } | { readonly failure: string };

/** Thrown when candles can't be computed now: too many requests wait, or the thread ended. */
export class CandlesUnavailable extends Error {
  override readonly name = 'CandlesUnavailable';
}

export type CandleDesk = {
  /** The candles of a range. Throws CandlesUnavailable; Error for a range that can't be computed. */
  ask(question: CandleQuestion): Promise<Candle[]>;
  stop(): Promise<void>;
};

/** Maximum number of waiting requests; each takes some 10 ms. */
const MOST_WAITING = 64;
/** Milliseconds after which no caller waits for the answer any more. */
const STALE_MS = 10_000;

type Waiting = {
  readonly question: CandleQuestion;
  readonly since: number;
  resolve(candles: Candle[]): void;
  reject(error: Error): void;
};

/** Beside this module, as it is written and as it is bundled (scripts/setup/programs.mjs). */
const THREAD = new URL('./startCandleThread.mjs', import.meta.url);

/**
 * Computes candles on a separate thread, one request at a time in order of arrival. When the thread dies, the running request fails; the next
 * request starts a new thread.
 */
export function createCandleDesk(): CandleDesk {
  const waiting: Waiting[] = [];
  let thread: Worker | undefined;
  let underWay: Waiting | undefined;
  let ended = false;

  function lost(worker: Worker, reason: string): void {
    if (thread !== worker || ended) return;
    thread = undefined;
    underWay?.reject(new CandlesUnavailable(`the thread that computes candles ended: ${reason}`));
    underWay = undefined;
    next();
  }

  function running(): Worker {
    if (thread !== undefined) return thread;
    const worker = new Worker(THREAD, { execArgv: [] });
    thread = worker;
    worker.unref();
    worker.on('message', (answer: CandleAnswer) => {
      const answered = underWay;
      underWay = undefined;
      if ('candles' in answer) answered?.resolve(answer.candles);
      else answered?.reject(new Error(answer.failure));
      next();
    });
    worker.on('error', (error) => lost(worker, error.message));
    worker.on('exit', (code) => lost(worker, `exit code ${code}`));
    return worker;
  }

  function next(): void {
    while (underWay === undefined) {
      const first = waiting.shift();
      if (first === undefined) return;
      if (performance.now() - first.since > STALE_MS) {
        first.reject(new CandlesUnavailable('candles were asked for faster than they can be computed'));
        continue;
      }
      underWay = first;
      running().postMessage(first.question);
    }
  }

  // At once: it takes a while to begin.
  running();
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= MOST_WAITING) {
          reject(new CandlesUnavailable('too many questions for candles wait'));
          return;
        }
        waiting.push({ question, since: performance.now(), resolve, reject });
        next();
      }),
    async stop() {
      ended = true;
      const stopped = new CandlesUnavailable('the chain stops');
      for (const one of waiting.splice(0)) one.reject(stopped);
      const worker = thread;
      thread = undefined;
      underWay?.reject(stopped);
      underWay = undefined;
      await worker?.terminate();
    },
  };
}
