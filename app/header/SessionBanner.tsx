'use client';
import { useConnectionState, useDesk, useSession } from '../live/DeskContext.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { WarningIcon } from '../ui/icons.tsx';

/** What stands between the trader and the desk, and the way on. Lies over the page's end, so that nothing shifts. */
export function SessionBanner() {
  const session = useSession();
  const { keeper } = useDesk();
  const connection = useConnectionState();
  if (session.status === 'ended') {
    return (
      <Banner text="Your session has ended: this browser no longer has the cookie of its paper wallet. A new guest starts with a new wallet.">
        <button type="button" className={BUTTON_LOOK.quiet} onClick={keeper.startAnew}>
          Start as a new guest
        </button>
      </Banner>
    );
  }
  if (session.status === 'starting' && session.problem !== undefined) return <Banner text={session.problem} />;
  if (connection === 'offline') {
    return (
      <Banner text="The link to the engine is down. Orders that were accepted go on without this page; it keeps trying and shows what happened as soon as it is back." />
    );
  }
  return null;
}

function Banner({ text, children }: { text: string; children?: React.ReactNode }) {
  return (
    <div
      role="alert"
      className="fixed inset-x-3 bottom-17 z-30 lg:bottom-4 mx-auto flex max-w-2xl items-center gap-3 rounded-lg border border-warn/50 bg-warn-soft px-4 py-2.5 shadow-lg shadow-ground"
    >
      <WarningIcon className="text-warn" />
      <p className="min-w-0 flex-1">{text}</p>
      {children}
    </div>
  );
}
