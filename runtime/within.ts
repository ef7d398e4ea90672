/** No answer. */
const LATE = Symbol('late');

/**
 * Returns the answer if it comes within the given milliseconds, else the result of `late` (or throws its error). A later answer or error is
 * dropped; the work behind it is not stopped.
 */
export async function within<T, Late>(ms: number, answer: PromiseLike<T>, late: () => Late): Promise<T | Late> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<typeof LATE>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  try {
    const first = await Promise.race([answer, lateness]);
    return first === LATE ? late() : first;
  } finally {
    clearTimeout(timer);
  }
}
