/** Digits of any script with what stands between and around them in a number. */
const NUMBERS = /[\p{Nd}.,٫٬][\p{Nd}\s.,'’ʼ˙_٫٬]*/gu;

/**
 * The number in a text that was copied from elsewhere, such as `$1,234.56` or `1.234,56 USDC`, as it stands there. A text with a minus, with
 * several numbers or none is given back whole: the ticket then says that it is no amount.
 */
export function pastedAmount(text: string): string {
  const numbers = text.match(NUMBERS)?.filter((number) => /\p{Nd}/u.test(number)) ?? [];
  const [number] = numbers;
  if (numbers.length !== 1 || number === undefined || /[-−–]\s*[^\p{Nd}]?\s*\p{Nd}/u.test(text)) return text.trim();
  return number.trim().replace(/[.,]$/, '');
}
