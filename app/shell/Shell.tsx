'use client';
import { AccountDialogs } from '../account/AccountDialogs.tsx';
import { Hotkeys } from '../keyboard/Hotkeys.tsx';
import { Overlays } from '../keyboard/Overlays.tsx';
import { ShellActions } from '../keyboard/ShellActions.tsx';
import { OrderToasts } from '../tracking/OrderToasts.tsx';

/** What every page has and does not show at first: shortcuts, commands, dialogs and messages. */
export default function Shell() {
  return (
    <>
      <Hotkeys />
      <ShellActions />
      <Overlays />
      <AccountDialogs />
      <OrderToasts />
    </>
  );
}
