'use client';
import { formatPercent } from '../../core/amounts/format.ts';
import { WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';

const NOTE_PPM = 10_000;
const HIGH_PPM = 50_000;

/** A price impact; from 1 % on with a sign and a word, not by colour alone. */
export function ImpactText({ ppm }: { ppm: number }) {
  const locale = useLocale();
  const text = ppm < 100 ? `< ${formatPercent({ ppm: 100, locale })}` : formatPercent({ ppm, locale });
  if (ppm < NOTE_PPM) return <span>{text}</span>;
  return (
    <span className={`inline-flex items-center gap-1 ${ppm < HIGH_PPM ? 'text-warn' : 'text-bad'}`}>
      <WarningIcon className="size-3.5" />
      {text} {ppm < HIGH_PPM ? 'noticeable' : 'high'}
    </span>
  );
}
