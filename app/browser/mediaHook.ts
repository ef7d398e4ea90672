'use client';
import { useSyncExternalStore } from 'react';

/** Makes a hook that returns whether a media query matches, and renders again when that changes. `onServer` is the value on the server. */
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
