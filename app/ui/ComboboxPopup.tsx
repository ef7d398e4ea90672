import { Combobox } from '@base-ui/react/combobox';
import type { ReactNode } from 'react';

/** The popup of a combobox: the search field, and below it the list, which is the child. */
export function ComboboxPopup(props: {
  label: string;
  align: 'start' | 'end';
  search: { label: string; placeholder: string };
  /** Shown when nothing is found. */
  empty: string;
  width: string;
  children: ReactNode;
}) {
  const { label, align, search, empty, width, children } = props;
  return (
    <Combobox.Portal>
      <Combobox.Positioner align={align} sideOffset={6} className="z-40 outline-none">
        <Combobox.Popup
          aria-label={label}
          className={`${width} overflow-hidden rounded-lg border border-line-strong bg-raised shadow-float`}
        >
          <Combobox.Input
            aria-label={search.label}
            placeholder={search.placeholder}
            className="h-10 w-full border-b border-line bg-transparent px-3 outline-none placeholder:text-faint max-sm:text-base"
          />
          {children}
          <Combobox.Empty className="px-3 py-4 text-muted empty:hidden">{empty}</Combobox.Empty>
        </Combobox.Popup>
      </Combobox.Positioner>
    </Combobox.Portal>
  );
}
