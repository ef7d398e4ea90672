/** What is used when the browser names no language that can be. */
export const FALLBACK_LOCALE = 'en-US';

/** The name without what systems add to it: `en_US.UTF-8` and `en-US@posix` mean `en-US`. */
function plainName(language: string): string {
  return language.replace(/[.@].*$/, '').replaceAll('_', '-');
}

function isSupported(language: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(language).length > 0;
  } catch {
    return false;
  }
}

/** The first of a browser's languages that numbers and dates can be written in; browsers also name what is no language tag. Never throws. */
export function usableLocale(languages: readonly unknown[]): string {
  for (const language of languages) {
    if (typeof language !== 'string') continue;
    for (const name of [language, plainName(language)]) if (isSupported(name)) return name;
  }
  return FALLBACK_LOCALE;
}
