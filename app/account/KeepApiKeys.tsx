'use client';

/** Asks whether to keep the API keys after a change of the sign-in method; by default they end. */
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
