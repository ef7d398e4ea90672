'use client';
import { useSyncExternalStore } from 'react';
import { type Hotkey, hotkeyParts } from './hotkey.ts';
import { isMac } from './platform.ts';

const never = () => () => {};

/** Whether the keyboard has ⌘; not on the server and while hydrating. */
function useIsMac(): boolean {
  return useSyncExternalStore(never, isMac, () => false);
}

/** A shortcut drawn as its keys. */
export function Keys({ hotkey }: { hotkey: Hotkey }) {
  const mac = useIsMac();
  return (
    <span className="inline-flex items-center gap-1">
      {hotkeyParts({ hotkey, mac }).map((part) => (
        <kbd
          key={part}
          className="inline-grid h-5 min-w-5 place-items-center rounded border border-line-strong bg-raised px-1 font-sans text-2xs leading-none font-medium text-muted"
        >
          {part}
        </kbd>
      ))}
    </span>
  );
}
