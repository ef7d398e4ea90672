'use client';
import { useEffect } from 'react';
import { watchPreferences } from './preferences.ts';

/** Reads the browser's stored preferences once the page is mounted, as the server does not have them. */
export function PreferencesWatch() {
  useEffect(watchPreferences, []);
  return null;
}
