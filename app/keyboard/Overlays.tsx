'use client';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useConnectionState } from '../live/DeskContext.tsx';
import { useExternalStore } from '../live/externalStore.ts';
import { whenIdle } from '../ui/whenIdle.ts';
import { type Overlay, overlay } from './overlay.ts';

const loadPalette = () => import('./CommandPalette.tsx');
const loadShortcuts = () => import('./ShortcutsDialog.tsx');
const CommandPalette = lazy(loadPalette);
const ShortcutsDialog = lazy(loadShortcuts);

/** The palette and the list of shortcuts: fetched once the page has come to rest, so that they open at once. */
export function Overlays() {
  const opened = useExternalStore<Overlay>(overlay, undefined);
  const [used, setUsed] = useState({ palette: false, shortcuts: false });
  if (opened !== undefined && !used[opened]) setUsed({ ...used, [opened]: true });

  const isLive = useConnectionState() === 'live';
  useEffect(() => {
    if (!isLive) return;
    return whenIdle(() => {
      void loadPalette();
      void loadShortcuts();
    });
  }, [isLive]);

  return (
    <Suspense fallback={null}>
      {used.palette && <CommandPalette open={opened === 'palette'} />}
      {used.shortcuts && <ShortcutsDialog open={opened === 'shortcuts'} />}
    </Suspense>
  );
}
