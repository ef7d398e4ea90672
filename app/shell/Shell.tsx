'use client';
import { AccountDialogs } from '../account/AccountDialogs.tsx';
import { SessionBanner } from '../header/SessionBanner.tsx';
import { Hotkeys } from '../keyboard/Hotkeys.tsx';
import { Overlays } from '../keyboard/Overlays.tsx';
import { ShellActions } from '../keyboard/ShellActions.tsx';
import { LiveUpdates } from '../live/LiveUpdates.tsx';
import { OrderToasts } from '../tracking/OrderToasts.tsx';

/** What every page has and does not show at first. The link and the shortcuts come together: on a page that is live the keys work. */
export default function Shell() {
  return (
    <>
      <LiveUpdates />
      <Hotkeys />
      <ShellActions />
      <SessionBanner />
      <Overlays />
      <AccountDialogs />
      <OrderToasts />
    </>
  );
}
