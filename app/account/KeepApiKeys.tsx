'use client';

/** Asks whether API keys outlive a change of who may sign in; they end unless the trader says so. */
export function KeepApiKeys({ kept, onChange }: { kept: boolean; onChange(kept: boolean): void }) {
  return (
    <label className="flex items-start gap-2 text-muted">
      <input
        type="checkbox"
        checked={kept}
        onChange={(event) => onChange(event.currentTarget.checked)}
        className="mt-0.5 size-4 accent-accent"
      />
      <span>
        Keep my API keys
        <span className="block text-2xs text-faint">
          Otherwise every key is revoked, including any that somebody else holds.
        </span>
      </span>
    </label>
  );
}
