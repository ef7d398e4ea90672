// @ts-check

/** An error whose message is a complete sentence for the person at the terminal; it is shown without a stack. */
export class PlainError extends Error {}

/**
 * The text to print for a thrown value.
 * @param {unknown} error
 * @returns {string}
 */
export function errorText(error) {
  if (error instanceof PlainError) return error.message;
  if (error instanceof Error) return error.stack ?? error.message;
  return String(error);
}

/**
 * Code of a failed system call such as `ENOENT`.
 * @param {unknown} error
 * @returns {string | undefined}
 */
export function systemCode(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
