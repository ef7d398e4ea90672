import { describe, expect, it } from 'vitest';
import { asksForConsent, CONSENT_WORD, impactBandOf, isConsented, NO_CONSENT } from './impact.ts';

describe('impact', () => {
  it.each([
    [0, 'none'],
    [9_999, 'none'],
    [10_000, 'note'],
    [49_999, 'note'],
    [50_000, 'acknowledge'],
    [99_999, 'acknowledge'],
    [100_000, 'type'],
    [149_999, 'type'],
    [150_000, 'blocked'],
    [1_000_000, 'blocked'],
  ] as const)('of %i ppm is in the band %s', (ppm, band) => {
    expect(impactBandOf(ppm)).toBe(band);
  });

  it('is sent only with the confirmation that its band requires', () => {
    expect(isConsented('note', NO_CONSENT)).toBe(true);
    expect(isConsented('acknowledge', NO_CONSENT)).toBe(false);
    expect(isConsented('acknowledge', { ticked: true, typed: '' })).toBe(true);
    expect(isConsented('type', { ticked: true, typed: 'yes' })).toBe(false);
    expect(isConsented('type', { ticked: false, typed: ` ${CONSENT_WORD.toLowerCase()} ` })).toBe(true);
    expect(isConsented('blocked', { ticked: true, typed: CONSENT_WORD })).toBe(false);
    expect((['none', 'note', 'acknowledge', 'type'] as const).map(asksForConsent)).toEqual([false, false, true, true]);
  });
});
