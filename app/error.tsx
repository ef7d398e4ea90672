'use client';
import { BUTTON_LOOK } from './ui/buttonLook.ts';
import { WarningIcon } from './ui/icons.tsx';

/** Shown when a page fails to render. The digest identifies the error in the server's log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <span className="grid size-12 place-items-center rounded-full bg-bad-soft text-bad">
        <WarningIcon className="size-6" />
      </span>
      <div role="alert" className="flex max-w-md flex-col gap-2">
        <h1 className="text-xl font-semibold">This page broke</h1>
        <p className="text-muted">
          Your orders are not affected: accepted orders continue at the engine, and nothing is placed twice.
        </p>
        {error.digest !== undefined && <p className="font-mono text-2xs text-faint">Error {error.digest}</p>}
      </div>
      <div className="flex gap-2">
        <button type="button" onClick={reset} className={BUTTON_LOOK.quiet}>
          Show the page again
        </button>
        <a href="/" className={BUTTON_LOOK.quiet}>
          To the desk
        </a>
      </div>
    </main>
  );
}
