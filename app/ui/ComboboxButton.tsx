import type { ComponentProps } from 'react';

/** Takes the place of a combobox's own button until it is used, so that the page can load the list later by `load`. */
export function ComboboxButton({ load, ...button }: ComponentProps<'button'> & { load(): Promise<unknown> }) {
  return (
    <button
      type="button"
      role="combobox"
      aria-haspopup="dialog"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      {...button}
    />
  );
}
