import { expect, it } from 'vitest';
import { formatAmount } from '../../core/amounts/format.ts';
import { clockTime } from './instant.ts';
import { usableLocale } from './usableLocale.ts';

it.each([
  [['de-CH', 'de'], 'de-CH'],
  [['en-US@posix'], 'en-US'],
  [['de_DE.UTF-8'], 'de-DE'],
  [['C', 'fr-FR'], 'fr-FR'],
  [['C'], 'en-US'],
  [['POSIX'], 'en-US'],
  [[''], 'en-US'],
  [['xx_YY', 'pt_BR'], 'pt-BR'],
  [['xx-YY'], 'en-US'],
  [['*'], 'en-US'],
  [['en-US-'], 'en-US'],
  [['i-klingon', 'en-GB'], 'en-GB'],
  [['zh-Hant-TW-u-nu-hanidec'], 'zh-Hant-TW-u-nu-hanidec'],
  [[undefined, null, 7, 'ja'], 'ja'],
  [[], 'en-US'],
  [['a'.repeat(10_000)], 'en-US'],
])('of %j chooses %s, in which all texts can be formatted', (languages, expected) => {
  const locale = usableLocale(languages);
  expect(locale).toBe(expected);
  expect(() => formatAmount({ amount: 1_500n, decimals: 3, locale })).not.toThrow();
  expect(() => clockTime({ iso: '2026-11-27T12:00:00Z', locale })).not.toThrow();
});
