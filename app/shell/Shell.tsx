'use client';
import { AccountDialogs } from '../account/AccountDialogs.tsx';
import { AmendDialogs } from '../amending/AmendDialogs.tsx';
import { SessionBanner } from '../header/SessionBanner.tsx';
import { Hotkeys } from '../keyboard/Hotkeys.tsx';
import { Overlays } from '../keyboard/Overlays.tsx';
import { ShellActions } from '../keyboard/ShellActions.tsx';
import { LiveUpdates } from '../live/LiveUpdates.tsx';
import { OrderToasts } from '../tracking/OrderToasts.tsx';

/** Parts of every page that are not shown at first. Live updates and shortcuts load together, so that the keys work on a page that is live. */
export default function Shell() {
  return (
    <>
      <LiveUpdates />
      <Hotkeys />
      <ShellActions />
      <SessionBanner />
      <Overlays />
      <AccountDialogs />
      <AmendDialogs />
      <OrderToasts />
    </>
  );
}
