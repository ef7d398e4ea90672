'use client';
import { Dialog } from '@base-ui/react/dialog';
import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { setPreferences } from '../preferences/preferences.ts';
import { usePreferences } from '../preferences/usePreferences.ts';
import { DIALOG_LOOK } from '../ui/dialogLook.ts';
import { CrossIcon } from '../ui/icons.tsx';
import { SwitchMark } from '../ui/SwitchMark.tsx';
import { ACTION_GROUPS, type DeskAction, deskActions, NO_ACTIONS } from './deskActions.ts';
import { type Hotkey, isSingleKey } from './hotkey.ts';
import { Keys } from './Keys.tsx';
import { closeOverlay } from './overlay.ts';

type WithHotkey = DeskAction & { readonly hotkey: Hotkey };

/** All shortcuts of the page, and the switch that silences single keys (WCAG 2.1.4). */
export default function ShortcutsDialog({ open }: { open: boolean }) {
  const actions = useExternalStore(deskActions, NO_ACTIONS).filter(
    (action): action is WithHotkey => action.hotkey !== undefined,
  );
  const { singleKeys } = usePreferences();
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && closeOverlay()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={DIALOG_LOOK.backdrop} />
        <Dialog.Popup
          className={`${DIALOG_LOOK.popup} top-1/2 max-h-[min(44rem,calc(100dvh-1.5rem))] w-[min(44rem,calc(100vw-1.5rem))] -translate-y-1/2`}
        >
          <header className="flex h-12 shrink-0 items-center justify-between border-b border-line pr-2 pl-5">
            <Dialog.Title className="text-sm font-semibold">Keyboard shortcuts</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="grid size-8 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink"
            >
              <CrossIcon />
            </Dialog.Close>
          </header>
          <div className="min-h-0 flex-1 gap-8 overflow-y-auto px-5 py-3 sm:columns-2">
            {ACTION_GROUPS.map((group) => (
              <ShortcutGroup key={group} name={group} actions={actions.filter((action) => action.group === group)} />
            ))}
          </div>
          <SingleKeySwitch on={singleKeys} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ShortcutGroup({ name, actions }: { name: string; actions: readonly WithHotkey[] }) {
  const { singleKeys } = usePreferences();
  const id = useId();
  if (actions.length === 0) return null;
  return (
    <section aria-labelledby={id} className="mb-4 break-inside-avoid">
      <h3 id={id} className="py-1.5 text-2xs font-semibold text-faint">
        {name}
      </h3>
      <dl>
        {actions.map(({ id: actionId, label, hotkey }) => {
          const silent = isSingleKey(hotkey) && !singleKeys;
          return (
            <div key={actionId} className="flex min-h-8 items-center justify-between gap-4 border-t border-line py-1">
              <dt className={silent ? 'text-faint' : 'text-ink'}>
                {label}
                {silent && ' (off)'}
              </dt>
              <dd className="shrink-0">
                <Keys hotkey={hotkey} />
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function SingleKeySwitch({ on }: { on: boolean }) {
  const id = useId();
  return (
    <footer className="flex shrink-0 items-center gap-4 border-t border-line bg-raised px-5 py-3">
      <div id={id} className="min-w-0 flex-1">
        <p className="font-medium">Single-key shortcuts</p>
        <p className="text-muted">Switch them off if you speak to your computer, or press keys by accident.</p>
      </div>
      <Switch.Root
        aria-labelledby={id}
        checked={on}
        onCheckedChange={(singleKeys) => setPreferences({ singleKeys })}
        className="grid h-8 w-11 shrink-0 place-items-center rounded-md hover:bg-hover"
      >
        <SwitchMark on={on} />
      </Switch.Root>
    </footer>
  );
}
