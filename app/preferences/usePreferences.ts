'use client';
import { useExternalStore } from '../browser/externalStore.ts';
import { DEFAULT_PREFERENCES, type Preferences, preferences } from './preferences.ts';

export function usePreferences(): Preferences {
  return useExternalStore(preferences, DEFAULT_PREFERENCES);
}
