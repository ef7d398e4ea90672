import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VENUES } from '../../core/pools/all/poolKinds.ts';
import type { VenueColours } from '../../core/venues/venue.ts';
import { COLOUR_VISION, seenDistance } from './testing/colourVision.ts';
import { contrast, parseHex, type Rgb } from './testing/contrast.ts';

const CSS = readFileSync(new URL('../globals.css', import.meta.url), 'utf8');

/** The blocks of tokens that apply to each look, in the order in which they override one another. */
const LOOKS = {
  'dark classic': [':root'],
  'dark safe': [':root', '[data-palette="safe"]'],
  'light classic': [':root', '[data-theme="light"]'],
  'light safe': [':root', '[data-theme="light"]', '[data-palette="safe"]', '[data-theme="light"][data-palette="safe"]'],
} as const;
type LookName = keyof typeof LOOKS;

/** The places of a venue's own colours for each look. */
const VENUE_LOOKS = {
  'dark classic': 'dark',
  'dark safe': 'darkSafe',
  'light classic': 'light',
  'light safe': 'lightSafe',
} as const satisfies Record<LookName, keyof VenueColours>;

const NAMES = Object.keys(LOOKS) as LookName[];

function block(selector: string): ReadonlyMap<string, string> {
  const start = CSS.indexOf(`\n${selector} {`);
  if (start < 0) throw new Error(`globals.css has no block ${selector}`);
  const body = CSS.slice(start, CSS.indexOf('\n}', start));
  return new Map([...body.matchAll(/--([\w-]+): (#[\da-f]{6});/gi)].map(([, name = '', value = '']) => [name, value]));
}

function colours(look: LookName): (token: string) => Rgb {
  const tokens = new Map(LOOKS[look].flatMap((selector) => [...block(selector)]));
  for (const venue of VENUES) tokens.set(venue.id, venue.colours[VENUE_LOOKS[look]]);
  return (token) => parseHex(tokens.get(token) ?? `nothing under --${token}`);
}

const SURFACES = ['ground', 'panel', 'raised', 'hover'];
const SOFT = ['good-soft', 'bad-soft', 'warn-soft', 'accent-soft'];
const TEXT = ['ink', 'muted', 'faint', 'accent', 'good', 'bad', 'warn', ...VENUES.map(({ id }) => id)];

describe.each(NAMES)('the look %s', (look) => {
  const colour = colours(look);
  const pairs = [
    ...TEXT.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)),
    ...['ink', 'muted', 'faint'].flatMap((text) => SOFT.map((surface) => [text, surface] as const)),
    ...['good', 'bad', 'warn', 'accent'].map((text) => [text, `${text}-soft`] as const),
    ['accent-ink', 'accent-strong'] as const,
  ];

  it('keeps every text at 4.5:1 on every surface', () => {
    const weak = pairs
      .map(([text, surface]) => ({ text, surface, ratio: contrast(colour(text), colour(surface)) }))
      .filter(({ ratio }) => ratio < 4.5)
      .map(({ text, surface, ratio }) => `${text} on ${surface}: ${ratio.toFixed(2)}`);
    expect(weak).toEqual([]);
  });
});

describe.each(['dark safe', 'light safe'] as const)('the look %s', (look) => {
  const colour = colours(look);
  const visions = Object.keys(COLOUR_VISION) as (keyof typeof COLOUR_VISION)[];

  it.each(visions)('distinguishes gain from loss, and venues from each other, with %s', (vision) => {
    const venues = VENUES.map(({ id }) => id);
    const venuePairs = venues.flatMap((one, i) => venues.slice(i + 1).map((other) => [one, other] as const));
    for (const [one, other] of [['good', 'bad'] as const, ...venuePairs]) {
      const distance = seenDistance({ vision, one: colour(one), other: colour(other) });
      expect(distance, `${one} beside ${other}`).toBeGreaterThan(0.1);
    }
  });
});
