'use client';
import { useSyncExternalStore } from 'react';

const ON_SERVER = 'en-US';

function subscribe(listener: () => void): () => void {
  window.addEventListener('languagechange', listener);
  return () => window.removeEventListener('languagechange', listener);
}

/** The browser's locale; a fixed one while the page is rendered on the server and hydrated, so that both render the same. */
export function useLocale(): string {
  return useSyncExternalStore(
    subscribe,
    () => navigator.language,
    () => ON_SERVER,
  );
}
