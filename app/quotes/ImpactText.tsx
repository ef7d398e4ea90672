'use client';
import { formatPercent } from '../../core/amounts/format.ts';
import { CrossIcon, InfoIcon, WarningIcon } from '../ui/icons.tsx';
import { useLocale } from '../ui/useLocale.ts';
import { IMPACT_WORDS, type ImpactBand, impactBandOf } from './impact.ts';

/** Below this a figure would be more exact than anybody needs. */
const LEAST_SHOWN_PPM = 100;

/** The mark of each band: its own icon and colour. */
export const IMPACT_LOOKS = {
  none: undefined,
  note: { icon: InfoIcon, ink: 'text-warn' },
  acknowledge: { icon: WarningIcon, ink: 'text-warn' },
  type: { icon: WarningIcon, ink: 'text-bad' },
  blocked: { icon: CrossIcon, ink: 'text-bad' },
} as const satisfies Record<ImpactBand, unknown>;

/** A price impact; from 1 % on with a sign and a word, not only by colour. */
export function ImpactText({ ppm }: { ppm: number }) {
  const locale = useLocale();
  const text =
    ppm < LEAST_SHOWN_PPM ? `< ${formatPercent({ ppm: LEAST_SHOWN_PPM, locale })}` : formatPercent({ ppm, locale });
  const band = impactBandOf(ppm);
  const look = IMPACT_LOOKS[band];
  if (look === undefined) return <span>{text}</span>;
  const Icon = look.icon;
  return (
    <span className={`inline-flex items-center gap-1 ${look.ink}`}>
      <Icon className="size-3.5" />
      {text} {IMPACT_WORDS[band]}
    </span>
  );
}
