'use client';
import { useSyncExternalStore } from 'react';
import { DEFAULT_LOOK, LOOK_COOKIE, type Look, lookText, parseLook } from './look.ts';

const KEPT_SECONDS = 365 * 24 * 60 * 60;
const listeners = new Set<() => void>();

function currentText(): string {
  const { theme, palette } = document.documentElement.dataset;
  return `${theme ?? ''}.${palette ?? ''}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The page's look, as the server drew it or the trader has changed it since. */
export function useLook(): Look {
  return parseLook(useSyncExternalStore(subscribe, currentText, () => lookText(DEFAULT_LOOK)));
}

/** Changes the look at once, and has it remembered. */
export function setLook(change: Partial<Look>): void {
  const look = { ...parseLook(currentText()), ...change };
  Object.assign(document.documentElement.dataset, look);
  document.cookie = `${LOOK_COOKIE}=${lookText(look)}; path=/; max-age=${KEPT_SECONDS}; samesite=lax`;
  for (const listener of listeners) listener();
}
