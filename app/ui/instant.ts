import { formatAmount } from '../../core/amounts/format.ts';
import { serverNow } from '../browser/serverClock.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** The time of day of an ISO instant, in the reader's zone: `18:04:09`. */
export function clockTime(opts: { iso: string; locale: string }): string {
  return dateFormat(opts.locale, CLOCK).format(new Date(opts.iso));
}

/** The time of day with milliseconds. */
export function exactClockTime(opts: { iso: string; locale: string }): string {
  return dateFormat(opts.locale, { ...CLOCK, fractionalSecondDigits: 3 }).format(new Date(opts.iso));
}

/** Date and time of day. */
export function dateAndTime(opts: { iso: string; locale: string }): string {
  return dateFormat(opts.locale, { ...CLOCK, day: 'numeric', month: 'short', year: 'numeric' }).format(
    new Date(opts.iso),
  );
}

/** Milliseconds between two ISO instants. */
export function msBetween(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from);
}

const MINUTE_MS = 60_000;
const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [MINUTE_MS, 'min'],
] as const;
/** From here on the seconds of a duration say nothing. */
const LONG_MS = 10 * MINUTE_MS;

/** A long duration in its largest unit, rounded down: `29 d`, `5 h`, `12 min`; below a minute `under 1 min`. */
export function roughDuration({ ms, locale }: { ms: number; locale: string }): string {
  const [size, unit] = UNITS.find(([size]) => ms >= size) ?? [undefined];
  if (size === undefined) return 'under 1 min';
  return `${formatAmount({ amount: BigInt(Math.floor(ms / size)), decimals: 0, locale })} ${unit}`;
}

/** A duration: `38 ms`, `1.24 s`; with `fractionDigits` always in seconds; from ten minutes on roughly. */
export function duration(opts: { ms: number; locale: string; fractionDigits?: number }): string {
  const { locale, fractionDigits } = opts;
  const ms = Math.max(0, Math.round(opts.ms));
  if (ms >= LONG_MS) return roughDuration({ ms, locale });
  if (ms < 1_000 && fractionDigits === undefined) return `${ms} ms`;
  const digits = fractionDigits ?? 2;
  return `${formatAmount({ amount: BigInt(ms), decimals: 3, locale, maxFractionDigits: digits, minFractionDigits: digits })} s`;
}

/** Whether an ISO instant is on the reader's present day, by the server's clock. */
export function isToday(iso: string): boolean {
  return new Date(iso).toDateString() === new Date(serverNow()).toDateString();
}

/** Day and month: `21 Nov`. */
export function dayText(opts: { iso: string; locale: string }): string {
  return dateFormat(opts.locale, { day: 'numeric', month: 'short' }).format(new Date(opts.iso));
}
