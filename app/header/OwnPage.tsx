import Link from 'next/link';
import type { ReactNode } from 'react';
import { StatusBar } from '../status/StatusBar.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ArrowLeftIcon } from '../ui/icons.tsx';
import { DeskHeader } from './DeskHeader.tsx';

/** The frame of pages besides the desk: the link back at the top, the status bar at the bottom. */
export function OwnPage({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <DeskHeader>
        <Link href="/" className={BUTTON_LOOK.quiet}>
          <ArrowLeftIcon className="size-3.5" />
          Desk
        </Link>
      </DeskHeader>
      <main className="mx-auto w-full max-w-6xl flex-1 p-4 max-sm:p-2">{children}</main>
      <div className="sticky bottom-0">
        <StatusBar />
      </div>
    </div>
  );
}
