'use client';
import { Suspense, useState } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { type Overlay, overlay } from './overlay.ts';

const CommandPalette = lazyPart(() => import('./CommandPalette.tsx'));
const ShortcutsDialog = lazyPart(() => import('./ShortcutsDialog.tsx'));

/** The palette and the list of shortcuts: loaded once the page is idle, so that they open at once. */
export function Overlays() {
  const opened = useExternalStore<Overlay>(overlay, undefined);
  const [used, setUsed] = useState({ palette: false, shortcuts: false });
  if (opened !== undefined && !used[opened]) setUsed({ ...used, [opened]: true });

  return (
    <Suspense fallback={null}>
      {used.palette && <CommandPalette open={opened === 'palette'} />}
      {used.shortcuts && <ShortcutsDialog open={opened === 'shortcuts'} />}
    </Suspense>
  );
}
