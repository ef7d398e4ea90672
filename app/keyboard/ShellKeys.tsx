'use client';
import { Hotkeys } from './Hotkeys.tsx';
import { ShellActions } from './ShellActions.tsx';

/** What every page can do, and the listener for the shortcuts of that and all else. */
export default function ShellKeys() {
  return (
    <>
      <Hotkeys />
      <ShellActions />
    </>
  );
}
