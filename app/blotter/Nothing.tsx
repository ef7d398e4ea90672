import type { ReactNode } from 'react';

/** The empty state: why the list is empty, and a next step. */
export function Nothing({ title, words, action }: { title: string; words: string; action?: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-1.5 px-6 py-8 text-center">
      <p className="font-medium">{title}</p>
      <p className="max-w-88 text-muted">{words}</p>
      {action !== undefined && <div className="mt-1.5">{action}</div>}
    </div>
  );
}
