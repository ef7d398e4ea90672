// @ts-check

const PARENT_POLL_MS = 500;

/**
 * A signal that aborts when this process gets a signal to end, or when the npm that runs it is killed. npm and the terminal may both send one; a
 * second one changes nothing, as stopping is bounded in time anyway.
 * @returns {AbortSignal}
 */
export function abortOnSignals() {
  const controller = new AbortController();
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => controller.abort());
  if (process.env.npm_lifecycle_event !== undefined) {
    const parent = process.ppid;
    setInterval(() => process.ppid !== parent && controller.abort(), PARENT_POLL_MS).unref();
  }
  // The terminal may be closed before this process ends.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return controller.signal;
}

/**
 * @param {AbortSignal} signal
 * @returns {Promise<void>} resolves once aborted
 */
export function aborted(signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    // A pending promise alone does not keep Node running.
    const alive = setInterval(() => {}, 2 ** 30);
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(alive);
        resolve();
      },
      { once: true },
    );
  });
}
