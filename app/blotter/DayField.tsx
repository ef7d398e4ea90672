'use client';
import { useEffect, useRef, useState } from 'react';
import { isWholeDay } from './localDay.ts';

/** A day is applied after this pause in typing, milliseconds, or when the field loses the focus or Enter is pressed. */
const TYPED_AFTER_MS = 900;

/** A field for a calendar day. While a day is typed, the field passes through other valid days; it does not report these. */
export function DayField(props: {
  label: string;
  day: string | null;
  min?: string | undefined;
  max?: string | undefined;
  onDay(day: string | null): void;
}) {
  const { label, day, min, max, onDay } = props;
  const [text, setText] = useState(day ?? '');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => setText(day ?? ''), [day]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const apply = (typed: string) => {
    clearTimeout(timer.current);
    if (typed === '' || isWholeDay(typed)) onDay(typed === '' ? null : typed);
  };
  return (
    <input
      type="date"
      aria-label={label}
      className="h-7 min-w-0 flex-1 rounded-md border border-line bg-ground px-2 text-ink hover:border-line-strong max-lg:h-10"
      value={text}
      min={min}
      max={max}
      onChange={(event) => {
        const typed = event.currentTarget.value;
        setText(typed);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => apply(typed), TYPED_AFTER_MS);
      }}
      onBlur={() => text !== (day ?? '') && apply(text)}
      onKeyDown={(event) => event.key === 'Enter' && apply(text)}
    />
  );
}
