// @ts-check

/**
 * A signal that aborts when this process is asked to end. npm and the terminal may both ask; asking again changes nothing, as stopping
 * is bounded in time anyway.
 * @returns {AbortSignal}
 */
export function abortOnSignals() {
  const controller = new AbortController();
  for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(name, () => controller.abort());
  // The terminal we print to may be gone before we are.
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
