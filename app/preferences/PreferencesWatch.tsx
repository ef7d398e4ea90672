'use client';
import { useEffect } from 'react';
import { watchPreferences } from './preferences.ts';

/** Reads what the browser remembers once the page stands, as the server cannot know it. */
export function PreferencesWatch() {
  useEffect(watchPreferences, []);
  return null;
}
