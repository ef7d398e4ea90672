'use client';
import { BUTTON_LOOK } from './ui/buttonLook.ts';

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-3 p-6 text-center">
      <h1 className="text-xl font-semibold">The page failed</h1>
      <p className="max-w-md text-muted">
        Something on this page went wrong. Orders that were accepted go on without it, and nothing was placed twice.
      </p>
      <button type="button" onClick={reset} className={BUTTON_LOOK.quiet}>
        Show the page again
      </button>
    </main>
  );
}
