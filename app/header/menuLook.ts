/** Classes for the parts of a menu. */
export const MENU_LOOK = {
  item: 'flex h-9 items-center gap-2.5 rounded-md px-2.5 text-muted outline-none select-none data-highlighted:bg-hover data-highlighted:text-ink data-disabled:opacity-50 max-lg:h-11',
  label: 'px-2.5 pt-1.5 pb-1 text-2xs font-medium text-faint',
  line: 'mx-2.5 my-1.5 h-px bg-line',
} as const;
