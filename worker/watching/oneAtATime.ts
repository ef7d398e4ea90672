export type OneAtATime = {
  /** Runs the task; calls during a run share one further run after it. */
  run(): Promise<void>;
  /** Resolves when no run is left. Never rejects. */
  idle(): Promise<void>;
};

/** Runs a task once at a time. */
export function oneAtATime(task: () => Promise<void>): OneAtATime {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;

  function start(): Promise<void> {
    running = task().finally(() => {
      running = undefined;
    });
    return running;
  }

  function run(): Promise<void> {
    if (running === undefined && next === undefined) return start();
    next ??= (running ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  }

  return {
    run,
    async idle() {
      while (running !== undefined || next !== undefined) await (next ?? running)?.catch(() => {});
    },
  };
}
