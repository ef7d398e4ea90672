/** No answer. */
const LATE = Symbol('late');

/**
 * What an answer is if it comes within so many milliseconds, else what `late` gives or throws. An answer that comes later is dropped, with what it
 * throws; the work behind it is not stopped.
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
