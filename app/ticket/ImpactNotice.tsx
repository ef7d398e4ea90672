import { IMPACT_LOOKS } from '../quotes/ImpactText.tsx';
import type { ImpactBand } from '../quotes/impact.ts';

const SENTENCES = {
  none: undefined,
  note: 'Noticeable price impact: a smaller amount gets a better price.',
  acknowledge: 'High price impact: you will be asked to acknowledge it.',
  type: 'Very high price impact: you will be asked to type a word.',
  blocked: 'The price impact is too high to send. Lower the amount.',
} as const satisfies Record<ImpactBand, string | undefined>;

/** What the price impact means for the trader, from 1 % on. */
export function ImpactNotice({ band }: { band: ImpactBand }) {
  const look = IMPACT_LOOKS[band];
  if (look === undefined) return null;
  const Icon = look.icon;
  return (
    <p className={`flex items-center gap-1.5 text-2xs ${look.ink}`}>
      <Icon className="size-3.5" />
      {SENTENCES[band]}
    </p>
  );
}
