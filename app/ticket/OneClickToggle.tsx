'use client';
import { setPreferences } from '../preferences/preferences.ts';
import { usePreferences } from '../preferences/usePreferences.ts';
import { CheckIcon } from '../ui/icons.tsx';

/** Switches trading without the confirm step on and off. */
export function OneClickToggle() {
  const { oneClick } = usePreferences();
  return (
    <button
      type="button"
      aria-pressed={oneClick}
      onClick={() => setPreferences({ oneClick: !oneClick })}
      title="Send at a press of the button, without the confirm step. A price impact from 5% on is still confirmed."
      className="-mr-2 inline-flex h-7 items-center gap-1.5 rounded-md px-2 text-2xs font-medium text-muted hover:bg-hover hover:text-ink aria-pressed:text-accent max-lg:h-9"
    >
      <span
        aria-hidden="true"
        className={`grid size-3.5 place-items-center rounded-sm border ${oneClick ? 'border-accent-strong bg-accent-strong text-accent-ink' : 'border-line-strong'}`}
      >
        {oneClick && <CheckIcon className="size-3" />}
      </span>
      One-click
    </button>
  );
}
