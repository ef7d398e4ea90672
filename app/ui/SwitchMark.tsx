/** Draws whether a setting is on, beside its words; the control itself announces its state. It differs by shape and position, not only by colour. */
export function SwitchMark({ on }: { on: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex h-4 w-7 shrink-0 items-center rounded-full border p-px motion-safe:transition-colors ${on ? 'border-accent-strong bg-accent-strong' : 'border-line-strong bg-ground'}`}
    >
      <span
        className={`size-3 rounded-full motion-safe:transition-[translate] ${on ? 'translate-x-3 bg-accent-ink' : 'bg-faint'}`}
      />
    </span>
  );
}
