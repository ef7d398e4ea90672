'use client';
import { useSyncExternalStore } from 'react';

/** Makes a hook that says whether a media query holds, and redraws when that changes. `onServer` is what pages are rendered with. */
export function mediaHook(query: string, onServer: boolean): () => boolean {
  function subscribe(listener: () => void): () => void {
    const media = window.matchMedia(query);
    media.addEventListener('change', listener);
    return () => media.removeEventListener('change', listener);
  }
  const matches = () => window.matchMedia(query).matches;
  const fromServer = () => onServer;
  return () => useSyncExternalStore(subscribe, matches, fromServer);
}
