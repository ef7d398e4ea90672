const LEAST_TYPED = 4;
const A_WHOLE_ID = '00000000-0000-0000-0000-000000000000';

/** True for an order's id or the beginning of one, long enough to be meant: a digit among hexadecimal ones, hyphens in their places. */
export function looksLikeOrderId(text: string): boolean {
  if (text.length < LEAST_TYPED || !/\d/.test(text)) return false;
  const completed = text + A_WHOLE_ID.slice(text.length);
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(completed);
}
