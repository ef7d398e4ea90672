import { createExternalStore } from '../browser/externalStore.ts';

/** What lies over the page by the keyboard's means. */
export type Overlay = 'palette' | 'shortcuts' | undefined;

export const overlay = createExternalStore<Overlay>(undefined);

export function openPalette(): void {
  overlay.set('palette');
}

export function openShortcuts(): void {
  overlay.set('shortcuts');
}

export function closeOverlay(): void {
  overlay.set(undefined);
}
