import { CANDLE_SECONDS, type CandleInterval } from '../../core/market/candle.ts';
import type { Candle } from '../../core/market/candleSchema.ts';
import type { ExternalStore } from '../browser/externalStore.ts';
import { type RequestError, requestErrorOf } from '../browser/requestError.ts';
import { type ChartCandle, chartCandle, type LivePrice, withLivePrice, withTail } from './chartCandle.ts';

/** Candles per request: more than a wide screen shows. */
const PAGE = 300;
const MAX_PAGE = 1_000;
/** Minimum time between two requests that replace a candle built from live prices, milliseconds. */
const REFRESH_MS = 15_000;

export type HistoryState = {
  /** The pair and interval of these candles: `SOL/USDC 1m`. Until the first answer they are those of the previous history. */
  readonly of: string;
  readonly candles: readonly ChartCandle[];
  readonly status: 'loading' | 'ready' | 'error';
  /** True while older candles are being loaded. */
  readonly loadingOlder: boolean;
  readonly error: RequestError | undefined;
};

export const NO_HISTORY: HistoryState = {
  of: '',
  candles: [],
  status: 'loading',
  loadingOlder: false,
  error: undefined,
};

/** Candles that start before `to` (Unix seconds; the newest without it), at most `limit`, ascending. */
export type AskCandles = (range: { to?: number; limit: number }, signal: AbortSignal) => Promise<readonly Candle[]>;

export type CandleHistory = {
  /** Requests the newest candles; also after a failure. */
  load(): void;
  /** Requests the candles before the first, unless such a request is in progress. */
  loadOlder(): void;
  /** Applies a live price: the last candle grows, and missed candles are requested. */
  hear(live: LivePrice): void;
  stop(): void;
};

/** The candles of one pair and interval: pages of history, and live updates. Publishes them in `state`. */
export function createCandleHistory(opts: {
  of: string;
  interval: CandleInterval;
  ask: AskCandles;
  state: ExternalStore<HistoryState>;
}): CandleHistory {
  const { ask, state } = opts;
  const seconds = CANDLE_SECONDS[opts.interval];
  const stopping = new AbortController();
  let candles: readonly ChartCandle[] = [];
  let older = false;
  let refreshing = false;
  let refreshedAt = performance.now();

  function show(change: Partial<HistoryState>): void {
    if (!stopping.signal.aborted) state.set({ ...state.get(), ...change });
  }

  function failed(error: unknown): void {
    // The candles stay; the trader sees that they may be incomplete.
    show({ status: 'error', error: requestErrorOf(error), loadingOlder: false });
  }

  const take = async (range: { to?: number; limit: number }) =>
    (await ask(range, stopping.signal))
      .map(chartCandle)
      .filter(({ time }) => range.to === undefined || time < range.to);

  async function load(): Promise<void> {
    show({ status: 'loading', error: undefined });
    const newest = await take({ limit: PAGE });
    candles = withTail({ candles, tail: newest, seconds });
    show({ of: opts.of, candles, status: 'ready' });
  }

  async function loadOlder(): Promise<void> {
    const first = candles[0];
    if (first === undefined || older || first.time <= 0) return;
    older = true;
    show({ loadingOlder: true });
    try {
      const page = await take({ to: first.time, limit: PAGE });
      candles = [...page, ...candles];
      show({ candles, status: 'ready', error: undefined });
    } finally {
      older = false;
      show({ loadingOlder: false });
    }
  }

  /** Requests the newest candles again: the missed ones, and the exact values of the last ones. */
  async function refresh(unixMs: number): Promise<void> {
    if (refreshing) return;
    refreshing = true;
    refreshedAt = performance.now();
    try {
      const last = candles.at(-1)?.time ?? 0;
      const missing = Math.ceil((unixMs / 1000 - last) / seconds);
      candles = withTail({
        candles,
        tail: await take({ limit: Math.min(MAX_PAGE, Math.max(3, missing + 3)) }),
        seconds,
      });
      show({ candles, status: 'ready', error: undefined });
    } finally {
      refreshing = false;
    }
  }

  return {
    load: () => void load().catch(failed),
    loadOlder: () => void loadOlder().catch(failed),
    hear(live) {
      const grown = withLivePrice({ candles, live, seconds });
      if (grown.kind === 'same') return;
      const due = performance.now() - refreshedAt >= REFRESH_MS;
      if (grown.kind === 'gap') {
        if (due || state.get().status === 'ready') void refresh(live.unixMs).catch(failed);
        return;
      }
      candles = grown.candles;
      show({ candles });
      if (grown.kind === 'begun' && due) void refresh(live.unixMs).catch(failed);
    },
    stop: () => stopping.abort(),
  };
}
