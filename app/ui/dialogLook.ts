/** Classes for dialogs: the backdrop, and the panel on it. Each dialog sets its own position and size. */
export const DIALOG_LOOK = {
  backdrop:
    'fixed inset-0 z-40 bg-scrim data-ending-style:opacity-0 data-starting-style:opacity-0 motion-safe:transition-opacity motion-safe:duration-100',
  popup:
    'normal-nums fixed left-1/2 z-40 flex -translate-x-1/2 flex-col overflow-hidden rounded-xl border border-line-strong bg-panel text-ink shadow-float outline-none data-ending-style:opacity-0 data-starting-style:opacity-0 motion-safe:transition-[opacity,scale] motion-safe:duration-100 motion-safe:data-ending-style:scale-98 motion-safe:data-starting-style:scale-98',
} as const;
