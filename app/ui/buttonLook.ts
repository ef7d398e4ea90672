/** Classes for the desk's buttons. */
export const BUTTON_LOOK = {
  quiet:
    'inline-flex h-7 items-center justify-center gap-1.5 rounded-md border border-line px-2.5 font-medium text-muted hover:border-line-strong hover:bg-hover hover:text-ink disabled:opacity-50',
  small:
    'inline-flex h-6 items-center justify-center rounded bg-raised px-2 text-2xs font-medium text-muted hover:bg-hover hover:text-ink disabled:opacity-50',
  primary:
    'inline-flex h-11 w-full short:h-9 items-center justify-center gap-2 rounded-lg bg-accent-strong px-4 text-sm font-semibold text-accent-ink transition-colors hover:brightness-110 aria-disabled:cursor-not-allowed aria-disabled:bg-raised aria-disabled:text-muted aria-disabled:brightness-100',
} as const;
