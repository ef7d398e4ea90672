import { createExternalStore } from '../browser/externalStore.ts';

/** The overlays that open by keyboard. */
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
