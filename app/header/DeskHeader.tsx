import type { ReactNode } from 'react';
import { SoftLink } from '../ui/SoftLink.tsx';
import { AccountButton } from './AccountButton.tsx';
import { PaletteButton } from './PaletteButton.tsx';

/** The line at the top of every page: brand, the page's subject, commands and account. */
export function DeskHeader({ children }: { children?: ReactNode }) {
  return (
    <header className="flex h-12 shrink-0 short:max-lg:h-10 items-center gap-3 border-b border-line bg-panel px-4 max-sm:gap-2 max-sm:px-3">
      <SoftLink
        href="/"
        aria-label="Order Execution Engine: the desk"
        className="flex shrink-0 items-center gap-2 rounded max-lg:min-h-9"
      >
        <svg aria-hidden="true" viewBox="0 0 24 24" width="22" height="22" fill="none">
          <rect width="24" height="24" rx="6" fill="var(--accent-strong)" />
          <path
            d="M5.5 8.5h7l3 3.5-3 3.5h-7M15.5 12h3"
            stroke="var(--accent-ink)"
            strokeWidth="1.8"
            strokeLinejoin="round"
          />
        </svg>
        <span className="font-semibold tracking-tight max-xl:hidden">Order Execution Engine</span>
      </SoftLink>
      <div className="flex min-w-0 flex-1 items-center">{children}</div>
      <PaletteButton />
      <AccountButton />
    </header>
  );
}
