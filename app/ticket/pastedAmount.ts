import { formatAmountForInput } from '../../core/amounts/format.ts';
import { parseAmount } from '../../core/amounts/parse.ts';

/** A field's decimals, and the names of its unit in copied text (`SOL`, `$`, `%`), in lower case. */
export type AmountUnit = { readonly decimals: number; readonly locale: string; readonly names: readonly string[] };

/** `Balance: `, a unit, a number of any script, a multiple, a unit: all but the number are optional, and nothing else may be there. */
const COPIED =
  /^(?:\p{L}[\p{L} ]*:\s*)?(?<before>[^\p{N}\s.,٫٬]*)\s*(?<number>[.,٫]?\p{Nd}(?:[\p{Nd}.,'’ʼ˙_٫٬ {2}]|\p{Zs}(?=\p{Nd}))*)\s*(?<after>[^\p{N}]*)$/u;

/** Multiples after a number. A lower-case `m` is excluded, because it may mean a thousandth. */
const MULTIPLES: Readonly<Record<string, bigint>> = { k: 10n ** 3n, K: 10n ** 3n, M: 10n ** 6n, B: 10n ** 9n };

function withoutMultiple(after: string): { multiple: bigint | undefined; unit: string } {
  const [first = ''] = after;
  const multiple = Object.hasOwn(MULTIPLES, first) && !/^\p{L}/u.test(after.slice(1)) ? MULTIPLES[first] : undefined;
  return { multiple, unit: multiple === undefined ? after : after.slice(1).trim() };
}

/**
 * Converts a pasted text for a field: takes the number of `$1,234.56` or `1.234,56 USDC` unchanged, and writes `1.5M` out. A text that is not
 * clearly one amount in this field's unit (several cells, a sign, brackets, another unit) goes into the field unchanged, on one line, and the
 * ticket reads it as invalid.
 */
export function pastedAmount(text: string, field: AmountUnit): string {
  const { decimals, locale, names } = field;
  // A field would join lines, and with them the digits of two cells.
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

/** The names of a token in copied amounts: `SOL`, `wSOL`, `$BONK`; `$` alone only for the dollar tokens. */
export function unitNames(symbol: string): readonly string[] {
  const name = symbol.toLowerCase();
  const dollars = name === 'usdc' || name === 'usdt' ? ['$', 'usd', 'us$'] : [];
  return [name, `$${name}`, ...(name === 'sol' ? ['wsol', '◎'] : []), ...dollars];
}

/** Handles pasted and dropped text. The field itself would insert the characters at the caret and join lines. */
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
