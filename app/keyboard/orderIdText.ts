const LEAST_TYPED = 4;
const A_WHOLE_ID = '00000000-0000-0000-0000-000000000000';

/** True for an order's id, or for a beginning of one that can't be a word: at least one digit, only hexadecimal digits, hyphens in their places. */
export function looksLikeOrderId(text: string): boolean {
  if (text.length < LEAST_TYPED || !/\d/.test(text)) return false;
  const completed = text + A_WHOLE_ID.slice(text.length);
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(completed);
}
