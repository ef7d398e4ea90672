import type { ComponentProps } from 'react';

/** Stands in for a combobox's own button until it is used: its list, which the page does not need to begin with, is fetched by `load`. */
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
