import type { ReactNode } from 'react';

/** One line of a list of terms. */
export function Term({ name, className = '', children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className={`flex h-6 items-center justify-between gap-3 ${className}`}>
      <dt className="shrink-0 text-muted">{name}</dt>
      <dd className="min-w-0 truncate text-right text-ink">{children}</dd>
    </div>
  );
}
