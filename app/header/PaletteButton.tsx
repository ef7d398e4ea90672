'use client';
import { Keys } from '../keyboard/Keys.tsx';
import { openPalette } from '../keyboard/overlay.ts';
import { SearchIcon } from '../ui/icons.tsx';

/** Looks like a search field and opens the palette; on a phone the palette is in the account's menu. */
export function PaletteButton() {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      onClick={openPalette}
      className="flex h-8 items-center gap-2 rounded-md border border-line bg-ground pr-1.5 pl-2.5 text-2xs text-muted hover:border-line-strong hover:text-ink max-lg:hidden"
    >
      <SearchIcon className="size-3.5" />
      <span className="max-xl:sr-only xl:min-w-28 text-left">Search commands</span>
      <span aria-hidden="true">
        <Keys hotkey="mod+k" />
      </span>
    </button>
  );
}
