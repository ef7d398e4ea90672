'use client';
import { useSyncExternalStore } from 'react';
import { FALLBACK_LOCALE, usableLocale } from './usableLocale.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('languagechange', listener);
  return () => window.removeEventListener('languagechange', listener);
}

let asked: { languages: string; locale: string } | undefined;

function browserLocale(): string {
  const wanted = [navigator.language, ...(navigator.languages ?? [])];
  const languages = wanted.join();
  if (asked?.languages !== languages) asked = { languages, locale: usableLocale(wanted) };
  return asked.locale;
}

/** The browser's locale, as far as it can be used; a fixed one while the page is rendered on the server and hydrated, so that both render the same. */
export function useLocale(): string {
  return useSyncExternalStore(subscribe, browserLocale, () => FALLBACK_LOCALE);
}
