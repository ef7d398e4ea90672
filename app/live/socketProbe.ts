import { timedFetch } from '../browser/serverClock.ts';

/** How often is asked whether the server answers, while no socket carries anything, milliseconds. */
const ASK_EVERY_MS = 1_500;
const ANSWER_WITHIN_MS = 10_000;
/** The server answers for this long and no socket carries anything: none gets through. */
const BLOCKED_AFTER_MS = 8_000;
/** Sooner, once so many more sockets failed in at least this time. */
const BLOCKED_AFTER = { attempts: 3, ms: 2_000 } as const;

export type SocketProbe = {
  /** A socket is about to be opened. */
  attempt(): void;
  /** Something came over the socket: they get through. */
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
 * Tells a server that is away from a proxy that lets no WebSocket through (it refuses them, leaves them hanging, or opens them and passes nothing
 * on): there the server answers requests all the while. Calls `onBlocked` once.
 */
export function createSocketProbe(opts: {
  /** Has the next attempt made now. */
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
