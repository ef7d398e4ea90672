import type { ReactNode } from 'react';

/** Stands in for a combobox's own button until it is used: its list, which the page does not need to begin with, is fetched by `load`. */
export function ComboboxButton(props: {
  label: string;
  className: string;
  load(): Promise<unknown>;
  onUse(): void;
  children: ReactNode;
}) {
  const fetchList = () => void props.load();
  return (
    <button
      type="button"
      role="combobox"
      aria-haspopup="dialog"
      aria-expanded={false}
      aria-label={props.label}
      onPointerEnter={fetchList}
      onFocus={fetchList}
      onClick={props.onUse}
      className={props.className}
    >
      {props.children}
    </button>
  );
}
