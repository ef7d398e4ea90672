'use client';
import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { InfoIcon } from './icons.tsx';

/** An explanation behind a small sign, by click, tap or keyboard. */
export function Hint({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={label}
        className="inline-flex size-6 items-center justify-center rounded text-faint hover:text-ink"
      >
        <InfoIcon />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} className="z-40">
          <Popover.Popup
            aria-label={label}
            className="max-w-72 rounded-lg border border-line-strong bg-raised p-3 text-muted shadow-lg shadow-base"
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
