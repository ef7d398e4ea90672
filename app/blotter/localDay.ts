const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Earlier years are half-typed ones: `0202` on the way to `2026`. */
const FIRST_YEAR = 2000;

/** True for a day of the calendar that an order can have. */
export function isWholeDay(day: string): boolean {
  return startOf(day, 0) !== undefined;
}

function startOf(day: string, plusDays: number): string | undefined {
  const [, year, month, date] = DAY.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined || Number(year) < FIRST_YEAR) return undefined;
  const start = new Date(Number(year), Number(month) - 1, Number(date) + plusDays);
  return Number.isNaN(start.getTime()) ? undefined : start.toISOString();
}

/** The instant at which a day of the reader's calendar begins; undefined when the text is not a day. */
export function daysStart(day: string | null): string | undefined {
  return day === null ? undefined : startOf(day, 0);
}

/** The instant at which the day ends. */
export function daysEnd(day: string | null): string | undefined {
  return day === null ? undefined : startOf(day, 1);
}

/** The day of the reader's calendar so many days ago, `2026-01-31`. */
export function dayAgo(days: number, now: Date): string {
  const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() - days);
  const two = (value: number) => `${value}`.padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
