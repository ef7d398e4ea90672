import Link from 'next/link';
import { DeskHeader } from './header/DeskHeader.tsx';
import { BUTTON_LOOK } from './ui/buttonLook.ts';

export default function NotFound() {
  return (
    <div className="flex h-dvh flex-col">
      <DeskHeader />
      <main className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center">
        <h1 className="text-xl font-semibold">There is no such page</h1>
        <p className="text-muted">Nothing is lost: your orders and balances are on the desk.</p>
        <Link href="/" className={BUTTON_LOOK.quiet}>
          To the desk
        </Link>
      </main>
    </div>
  );
}
