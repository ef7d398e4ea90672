import { createExternalStore, type ExternalStore } from './externalStore.ts';

/** A clock that is wrong by more than this is reported, milliseconds. */
const WORTH_A_WORD_MS = 30_000;
/** HTTP's `Date` is truncated to whole seconds. */
const DATE_STEP_MS = 1_000;

export type ServerClock = {
  /** Milliseconds by which this browser's clock is ahead of the server's (behind, when negative); 0 while it may be right. */
  aheadMs(): number;
  /** The reported error of the clock, whole seconds; 0 when it is too small to report. */
  readonly wrongBySeconds: ExternalStore<number>;
  /** Updates the estimate from an answer: its `Date` header, and this browser's clock at the request and at the answer. */
  learn(opts: { date: string | null; sentAt: number; receivedAt: number }): void;
};

/**
 * Measures the error of this browser's clock. Each answer bounds it from both sides; the bounds of several answers together are tighter than the
 * seconds of a header. If the clock may be right, it counts as right; bounds that contradict earlier ones mean that the clock was set.
 */
export function createServerClock(): ServerClock {
  const wrongBySeconds = createExternalStore(0);
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;

  const aheadMs = () => (least <= 0 && most >= 0 ? 0 : (least + most) / 2);
  return {
    aheadMs,
    wrongBySeconds,
    learn({ date, sentAt, receivedAt }) {
      const server = Date.parse(date ?? '');
      if (Number.isNaN(server) || receivedAt < sentAt) return;
      const [low, high] = [sentAt - server - DATE_STEP_MS, receivedAt - server];
      const isContradiction = low > most || high < least;
      least = isContradiction ? low : Math.max(least, low);
      most = isContradiction ? high : Math.min(most, high);
      const ahead = aheadMs();
      // A rough figure in whole seconds, reported once, and again only when the clock was set.
      if (Math.abs(ahead) <= WORTH_A_WORD_MS) wrongBySeconds.set(0);
      else if (isContradiction || wrongBySeconds.get() === 0) wrongBySeconds.set(Math.round(ahead / 1_000));
    },
  };
}

/** One for the page: the clock belongs to the browser. */
export const serverClock = createServerClock();

/** Milliseconds since 1970 by the server's clock, as far as it is known. */
export function serverNow(): number {
  return Date.now() - serverClock.aheadMs();
}

/** `fetch` that measures this browser's clock with every answer. */
export async function timedFetch(input: RequestInfo | URL | string, init?: RequestInit): Promise<Response> {
  const sentAt = Date.now();
  const answer = await fetch(input, init);
  serverClock.learn({ date: answer.headers.get('date'), sentAt, receivedAt: Date.now() });
  return answer;
}

/** The message for a trader whose clock is ahead (behind, when negative) by the given seconds. */
export function wrongClockWords(seconds: number): { title: string; description: string } {
  const by = Math.abs(seconds);
  const [size, unit] = by < 120 ? [1, 's'] : by < 7_200 ? [60, 'min'] : by < 172_800 ? [3_600, 'h'] : [86_400, 'days'];
  return {
    title: `This device’s clock is ${Math.round(by / size)} ${unit} ${seconds > 0 ? 'ahead' : 'behind'}`,
    description: 'The desk uses the engine’s clock instead. Set the device’s clock so that its times agree.',
  };
}
