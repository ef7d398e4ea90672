'use client';
import type { ReactNode } from 'react';
import { accountDialog } from '../account/accountDialog.ts';
import { useExternalStore } from '../browser/externalStore.ts';
import { useConnectionState, useDesk, useSession } from '../live/DeskContext.tsx';
import type { Session } from '../live/session.ts';
import type { StartProblem } from '../live/sessionProblem.ts';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { PersonIcon, SpinnerIcon, WarningIcon } from '../ui/icons.tsx';
import { useLasting } from '../ui/useLasting.ts';

/** A shorter outage is not shown: a message reports the changes during it. */
const WORTH_A_WORD_MS = 1_500;

/** The reason why the trader can't use the desk, with the next step. Covers the bottom of the desk, so that nothing shifts. */
export function SessionBanner() {
  const session = useSession();
  const connection = useConnectionState();
  const isHeld = useExternalStore(useDesk().connection.held, false);
  const isReconnecting = useLasting(connection === 'reconnecting', WORTH_A_WORD_MS);
  if (session.status === 'ended') return <Ended session={session} />;
  if (session.status === 'starting' && session.problem !== undefined) return <CannotStart problem={session.problem} />;
  if (isHeld && connection !== 'live') {
    return (
      <Banner tone="warn" title="Live updates are held back">
        A proxy on this network lets no WebSocket through and keeps back the event stream as well. Requests still work;
        prices and orders are not live. Ask who runs the proxy not to buffer text/event-stream.
      </Banner>
    );
  }
  if (connection === 'offline') return <Offline />;
  if (isReconnecting) {
    return (
      <Banner tone="calm" title="Reconnecting">
        The engine is restarting, or the link dropped for a moment. Your orders continue without this page.
      </Banner>
    );
  }
  return null;
}

function CannotStart({ problem }: { problem: StartProblem }) {
  const { keeper } = useDesk();
  const again = (
    <button type="button" className={BUTTON_LOOK.quiet} onClick={keeper.check}>
      Try again
    </button>
  );
  return (
    <Banner tone="warn" title={problem.title} {...(problem.final ? { actions: again } : {})}>
      {problem.text}
    </Banner>
  );
}

function Ended({ session }: { session: Extract<Session, { status: 'ended' }> }) {
  const { keeper } = useDesk();
  return (
    <Banner
      tone={session.bySigningOut ? 'person' : 'warn'}
      title={session.bySigningOut ? 'You are signed out' : 'Your session has ended'}
      actions={
        <>
          <button type="button" className={BUTTON_LOOK.quiet} onClick={() => accountDialog.set('sign-in')}>
            Sign in
          </button>
          <button type="button" className={BUTTON_LOOK.quiet} onClick={keeper.startAnew}>
            Start as a new guest
          </button>
        </>
      }
    >
      {session.bySigningOut
        ? 'Orders that were accepted go on. Sign in to see them, or start with a new paper wallet.'
        : 'This browser no longer has the cookie of its paper wallet. A new guest starts with a new wallet.'}
    </Banner>
  );
}

function Offline() {
  const { connection } = useDesk();
  return (
    <Banner
      tone="warn"
      title="Offline"
      actions={
        <button type="button" className={BUTTON_LOOK.quiet} onClick={connection.pause.hurry}>
          Retry now
        </button>
      }
    >
      The engine can’t be reached. Accepted orders continue without this page; it keeps trying, and shows what happened
      as soon as the engine is back.
    </Banner>
  );
}

const TONES = {
  calm: { icon: SpinnerIcon, role: 'status', frame: 'border-line-strong bg-raised', ink: 'text-accent' },
  person: { icon: PersonIcon, role: 'status', frame: 'border-line-strong bg-raised', ink: 'text-accent' },
  warn: { icon: WarningIcon, role: 'alert', frame: 'border-warn/50 bg-warn-soft', ink: 'text-warn' },
} as const;

function Banner(props: { tone: keyof typeof TONES; title: string; actions?: ReactNode; children: ReactNode }) {
  const { icon: Icon, role, frame, ink } = TONES[props.tone];
  return (
    <div
      role={role}
      className={`fixed inset-x-2 bottom-16 z-30 flex max-h-[60dvh] overflow-y-auto short:bottom-10 flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border p-3 shadow-float starting:opacity-0 motion-safe:transition-opacity motion-safe:duration-200 lg:right-[26.25rem] lg:bottom-11 lg:left-4 lg:px-4 ${frame}`}
    >
      <Icon className={ink} />
      <p className="min-w-0 flex-1 basis-56">
        <span className="block font-semibold text-ink">{props.title}</span>
        <span className="text-muted">{props.children}</span>
      </p>
      {props.actions !== undefined && <div className="flex gap-2">{props.actions}</div>}
    </div>
  );
}
