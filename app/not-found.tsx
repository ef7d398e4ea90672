import type { Metadata } from 'next';
import { DeskHeader } from './header/DeskHeader.tsx';
import { BUTTON_LOOK } from './ui/buttonLook.ts';
import { SearchIcon } from './ui/icons.tsx';
import { SoftLink } from './ui/SoftLink.tsx';

export const metadata: Metadata = { title: 'No such page' };

export default function NotFound() {
  return (
    <div className="flex h-dvh flex-col">
      <DeskHeader />
      <main className="flex flex-1 flex-col items-center justify-center gap-4 p-6 text-center">
        <span className="grid size-12 place-items-center rounded-full bg-raised text-muted">
          <SearchIcon className="size-6" />
        </span>
        <div className="flex max-w-md flex-col gap-2">
          <h1 className="text-xl font-semibold">There is no such page</h1>
          <p className="text-muted">Nothing is lost: your orders and balances are on the desk.</p>
        </div>
        <SoftLink href="/" className={BUTTON_LOOK.quiet}>
          To the desk
        </SoftLink>
      </main>
    </div>
  );
}
