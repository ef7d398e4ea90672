/** The locale when the browser names no usable language. */
export const FALLBACK_LOCALE = 'en-US';

/** The name without suffixes of operating systems: `en_US.UTF-8` and `en-US@posix` mean `en-US`. */
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

/** The first of a browser's languages in which numbers and dates can be formatted; browsers also list invalid language tags. Never throws. */
export function usableLocale(languages: readonly unknown[]): string {
  for (const language of languages) {
    if (typeof language !== 'string') continue;
    for (const name of [language, plainName(language)]) if (isSupported(name)) return name;
  }
  return FALLBACK_LOCALE;
}
