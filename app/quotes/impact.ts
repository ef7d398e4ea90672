/**
 * What a price impact requires of the trader, from least to most. `note`: a notice. `acknowledge`: a tick. `type`: a typed word. `blocked`: the
 * order can't be sent.
 */
const IMPACT_BANDS = ['none', 'note', 'acknowledge', 'type', 'blocked'] as const;
export type ImpactBand = (typeof IMPACT_BANDS)[number];

/** The beginning of each band, parts per million: 1, 5, 10 and 15 %. */
const BEGINS = [
  { band: 'blocked', ppm: 150_000 },
  { band: 'type', ppm: 100_000 },
  { band: 'acknowledge', ppm: 50_000 },
  { band: 'note', ppm: 10_000 },
] as const satisfies readonly { band: ImpactBand; ppm: number }[];

/** The band of a price impact in parts per million; a band includes its lower limit. */
export function impactBandOf(priceImpactPpm: number): ImpactBand {
  return BEGINS.find(({ ppm }) => priceImpactPpm >= ppm)?.band ?? 'none';
}

/** The word of a band beside its figure; undefined for one without a word. */
export const IMPACT_WORDS = {
  none: undefined,
  note: 'noticeable',
  acknowledge: 'high',
  type: 'very high',
  blocked: 'too high',
} as const satisfies Record<ImpactBand, string | undefined>;

/** True when the trader has to confirm the impact, even with one-click trading. */
export function asksForConsent(band: ImpactBand): boolean {
  return band === 'acknowledge' || band === 'type';
}

/** The word to type to consent to the highest impact that can be sent. */
export const CONSENT_WORD = 'IMPACT';

/** The trader's confirmation of the impact of one quote. */
export type Consent = { readonly ticked: boolean; readonly typed: string };

export const NO_CONSENT: Consent = { ticked: false, typed: '' };

/** True when the trader's confirmation is enough to send a swap in that band. */
export function isConsented(band: ImpactBand, consent: Consent): boolean {
  switch (band) {
    case 'none':
    case 'note':
      return true;
    case 'acknowledge':
      return consent.ticked;
    case 'type':
      return consent.typed.trim().toUpperCase() === CONSENT_WORD;
    case 'blocked':
      return false;
    default:
      return band satisfies never;
  }
}
