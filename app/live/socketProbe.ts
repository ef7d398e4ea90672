import { timedFetch } from '../browser/serverClock.ts';

/** Interval of requests to the server while no socket delivers anything, milliseconds. */
const ASK_EVERY_MS = 1_500;
const ANSWER_WITHIN_MS = 10_000;
/** If the server answers for this long while no socket delivers anything, WebSockets are blocked. */
const BLOCKED_AFTER_MS = 8_000;
/** The same after this shorter time, once this many more sockets have failed. */
const BLOCKED_AFTER = { attempts: 3, ms: 2_000 } as const;

export type SocketProbe = {
  /** A socket is about to be opened. */
  attempt(): void;
  /** Data arrived over the socket: WebSockets work. */
  proven(): void;
  stop(): void;
};

async function serverAnswers(): Promise<boolean> {
  try {
    return (await timedFetch('/api/trpc/system.status', { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })).ok;
  } catch {
    return false;
  }
}

/**
 * Distinguishes an unreachable server from a proxy that blocks WebSockets (refuses them, leaves them hanging, or opens them and forwards
 * nothing): with such a proxy the server still answers requests. Calls `onBlocked` once.
 */
export function createSocketProbe(opts: {
  /** Makes the next attempt now. */
  hurry(): void;
  onBlocked(): void;
  answers?: () => Promise<boolean>;
}): SocketProbe {
  const { answers = serverAnswers } = opts;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let answersSince: { at: number; attempts: number } | undefined;
  let round = 0;

  function end(): void {
    round += 1;
    clearTimeout(timer);
    timer = undefined;
    answersSince = undefined;
  }

  async function look(mine: number): Promise<void> {
    const isAnswered = await answers();
    if (mine !== round) return;
    timer = setTimeout(() => void look(mine), ASK_EVERY_MS);
    if (!isAnswered) {
      answersSince = undefined;
      return;
    }
    if (answersSince === undefined) {
      answersSince = { at: performance.now(), attempts };
      opts.hurry();
      return;
    }
    const ms = performance.now() - answersSince.at;
    const failed = attempts - answersSince.attempts;
    if (ms < BLOCKED_AFTER_MS && (ms < BLOCKED_AFTER.ms || failed < BLOCKED_AFTER.attempts)) return;
    end();
    opts.onBlocked();
  }

  return {
    attempt() {
      attempts += 1;
      timer ??= setTimeout(() => void look(round), ASK_EVERY_MS);
    },
    proven: end,
    stop: end,
  };
}
