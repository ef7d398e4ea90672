import { formatAmountForInput } from '../../core/amounts/format.ts';
import { parseAmount } from '../../core/amounts/parse.ts';

/** What a field holds: its exactness, and the names under which its unit is copied from elsewhere (`SOL`, `$`, `%`), in small letters. */
export type AmountUnit = { readonly decimals: number; readonly locale: string; readonly names: readonly string[] };

/** `Balance: `, a unit, a number of any script, a multiple, a unit: all of them but the number may be missing, and nothing else may be there. */
const COPIED =
  /^(?:\p{L}[\p{L} ]*:\s*)?(?<before>[^\p{N}\s.,٫٬]*)\s*(?<number>[.,٫]?\p{Nd}(?:[\p{Nd}.,'’ʼ˙_٫٬ {2}]|\p{Zs}(?=\p{Nd}))*)\s*(?<after>[^\p{N}]*)$/u;

/** What traders write after a number. A small `m` may be a thousandth, and is no plain amount. */
const MULTIPLES: Readonly<Record<string, bigint>> = { k: 10n ** 3n, K: 10n ** 3n, M: 10n ** 6n, B: 10n ** 9n };

function withoutMultiple(after: string): { multiple: bigint | undefined; unit: string } {
  const [first = ''] = after;
  const multiple = Object.hasOwn(MULTIPLES, first) && !/^\p{L}/u.test(after.slice(1)) ? MULTIPLES[first] : undefined;
  return { multiple, unit: multiple === undefined ? after : after.slice(1).trim() };
}

/**
 * What a text that was copied from elsewhere puts into a field: the number of `$1,234.56` or `1.234,56 USDC` as it stands there, `1.5M` written out.
 * What is not plainly one amount of this field's unit (several cells, a sign, brackets, another unit) is put there as it is, on one line,
 * and is no amount to the ticket.
 */
export function pastedAmount(text: string, field: AmountUnit): string {
  const { decimals, locale, names } = field;
  // A field would join lines, and so the digits of two cells.
  const refused = text.trim().replace(/\s*[\t\n\v\f\r\u2028\u2029]\s*/gu, ' ; ');
  const { before = '', number, after = '' } = COPIED.exec(text.trim())?.groups ?? {};
  if (number === undefined || /[\t\n\v\f\r\u2028\u2029]/u.test(text.trim())) return refused;
  const isUnit = (name: string) => name === '' || names.includes(name.toLowerCase());
  const isWhole = isUnit(after.trim());
  const { multiple, unit } = isWhole ? { multiple: undefined, unit: '' } : withoutMultiple(after.trim());
  if (!isUnit(before) || !isUnit(unit) || (!isWhole && multiple === undefined)) return refused;
  const plain = number.trim().replace(/(?<=\p{Nd})[.,]$/u, '');
  if (multiple === undefined) return plain;
  const parsed = parseAmount({ text: plain, decimals, locale });
  return parsed.kind === 'amount'
    ? formatAmountForInput({ amount: parsed.amount * multiple, decimals, locale })
    : refused;
}

/** The names under which amounts of a token are copied: `SOL`, `wSOL`, `$BONK`; dollars are those of the dollar tokens alone. */
export function unitNames(symbol: string): readonly string[] {
  const name = symbol.toLowerCase();
  const dollars = name === 'usdc' || name === 'usdt' ? ['$', 'usd', 'us$'] : [];
  return [name, `$${name}`, ...(name === 'sol' ? ['wsol', '◎'] : []), ...dollars];
}

/** What is pasted or dropped into a field, which by itself would take it as characters at the caret, lines joined. */
export function copiedInto(field: AmountUnit, onText: (text: string) => void) {
  const take = (event: { preventDefault(): void }, data: DataTransfer) => {
    event.preventDefault();
    onText(pastedAmount(data.getData('text'), field));
  };
  return {
    onPaste: (event: React.ClipboardEvent) => take(event, event.clipboardData),
    onDrop: (event: React.DragEvent) => take(event, event.dataTransfer),
  };
}
