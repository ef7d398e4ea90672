/** Times on the chart are in UTC, as its days begin in UTC; the legend says so. */

const formats = new Map<string, Intl.DateTimeFormat>();

function utcFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
  formats.set(key, known);
  return known;
}

const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DAY = { day: 'numeric', month: 'short' } as const;

/** The label of a time on the axis; its precision depends on whether a year, month, day or hour begins there. */
export type TickKind = 'year' | 'month' | 'day' | 'minute' | 'second';

const TICKS: Record<TickKind, Intl.DateTimeFormatOptions> = {
  year: { year: 'numeric' },
  month: { month: 'short' },
  day: DAY,
  minute: TIME,
  second: { ...TIME, second: '2-digit' },
};

export function tickText(opts: { time: number; kind: TickKind; locale: string }): string {
  return utcFormat(opts.locale, TICKS[opts.kind]).format(opts.time * 1000);
}

/** The start of a candle, with a precision that fits its length. `seconds` is that length. */
export function candleTimeText(opts: { time: number; seconds: number; locale: string }): string {
  const { time, seconds, locale } = opts;
  const options: Intl.DateTimeFormatOptions =
    seconds >= 86_400
      ? { ...DAY, year: 'numeric' }
      : { ...DAY, ...TIME, ...(seconds < 60 ? { second: '2-digit' } : {}) };
  return utcFormat(locale, options).format(time * 1000);
}
