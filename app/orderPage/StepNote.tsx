'use client';
import { WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { stepWords } from './stepWords.ts';

/** What a step of an order means. */
export function StepNote(props: Omit<Parameters<typeof stepWords>[0], 'locale'>) {
  const { text, warns } = stepWords({ ...props, locale: useLocale() });
  if (!warns) return <p className="text-2xs text-muted">{text}</p>;
  return (
    <p className="mt-1 flex gap-1.5 rounded-md bg-warn-soft px-2 py-1.5 text-2xs text-ink">
      <WarningIcon className="size-3.5 text-warn" />
      <span>{text}</span>
    </p>
  );
}
