'use client';
import { useSyncExternalStore } from 'react';
import { DEFAULT_LOOK, LOOK_COOKIE, type Look, lookText, parseLook, THEME_COLOURS } from './look.ts';

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

/** The page's look, as rendered by the server or changed by the trader since. */
export function useLook(): Look {
  return parseLook(useSyncExternalStore(subscribe, currentText, () => lookText(DEFAULT_LOOK)));
}

/** The page's look now, outside of rendering. */
export function currentLook(): Look {
  return parseLook(currentText());
}

/** Changes the look at once, including the browser's own frame, and stores it. */
export function setLook(change: Partial<Look>): void {
  const look = { ...currentLook(), ...change };
  Object.assign(document.documentElement.dataset, look);
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', THEME_COLOURS[look.theme]);
  document.cookie = `${LOOK_COOKIE}=${lookText(look)}; path=/; max-age=${KEPT_SECONDS}; samesite=lax`;
  for (const listener of listeners) listener();
}
