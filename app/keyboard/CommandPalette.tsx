'use client';
import { Dialog } from '@base-ui/react/dialog';
import { Command } from 'cmdk';
import { useRef, useState } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { DIALOG_LOOK } from '../ui/dialogLook.ts';
import { SearchIcon } from '../ui/icons.tsx';
import { ACTION_GROUPS, type DeskAction, deskActions, NO_ACTIONS } from './deskActions.ts';
import { matchesHotkey } from './hotkey.ts';
import { Keys } from './Keys.tsx';
import { closeOverlay } from './overlay.ts';
import { PaletteOrders } from './PaletteOrders.tsx';
import { paletteScore } from './paletteFilter.ts';
import { PALETTE_GROUP_LOOK, PALETTE_ITEM_LOOK } from './paletteLook.ts';
import { isMac } from './platform.ts';

/** The palette does not list the action that opens it. */
const OWN_ID = 'help.palette';

/** Every action by name, and orders by their id. Choosing closes the palette first, so that an action may move the focus. */
export default function CommandPalette({ open }: { open: boolean }) {
  const actions = useExternalStore(deskActions, NO_ACTIONS).filter(({ id }) => id !== OWN_ID);
  const [search, setSearch] = useState('');
  const chosen = useRef<(() => void) | undefined>(undefined);

  const choose = (run: () => void) => {
    chosen.current = run;
    closeOverlay();
  };
  const afterClosing = () => {
    const run = chosen.current;
    chosen.current = undefined;
    setSearch('');
    run?.();
  };
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(next) => !next && closeOverlay()}
      onOpenChangeComplete={(next) => !next && afterClosing()}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className={DIALOG_LOOK.backdrop} />
        <Dialog.Popup
          className={`${DIALOG_LOOK.popup} top-[max(0.75rem,14dvh)] max-h-[min(30rem,80dvh)] w-[min(38rem,calc(100vw-1.5rem))]`}
        >
          <Dialog.Title className="sr-only">Commands</Dialog.Title>
          <Command
            label="Search commands"
            loop
            filter={(_, typed, keywords = []) => paletteScore(typed, keywords)}
            vimBindings={false}
            className="flex min-h-0 flex-1 flex-col"
            onKeyDown={(event) => {
              if (!matchesHotkey({ hotkey: 'mod+k', press: event, mac: isMac() })) return;
              event.preventDefault();
              closeOverlay();
            }}
          >
            <div className="flex h-12 shrink-0 items-center gap-3 border-b border-line px-4">
              <SearchIcon className="text-faint" />
              <Command.Input
                value={search}
                onValueChange={setSearch}
                placeholder="Search commands, pairs, or an order’s id"
                className="h-full min-w-0 flex-1 bg-transparent text-sm text-ink outline-none placeholder:text-faint max-sm:text-base"
              />
              <Dialog.Close
                aria-label="Esc: close"
                className="rounded-md border border-line px-1.5 text-2xs text-muted hover:bg-hover hover:text-ink"
              >
                Esc
              </Dialog.Close>
            </div>
            <Command.List
              label="Commands"
              className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-2 scroll-py-2"
            >
              <Command.Empty className="px-3 py-8 text-center text-muted">No command or order matches.</Command.Empty>
              <PaletteOrders search={search} onChoose={choose} />
              {ACTION_GROUPS.map((group) => (
                <ActionGroup
                  key={group}
                  heading={group}
                  actions={shortcutsFirst(actions.filter((action) => action.group === group))}
                  onChoose={choose}
                />
              ))}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Actions that are used often have a shortcut. */
function shortcutsFirst(actions: readonly DeskAction[]): readonly DeskAction[] {
  return [
    ...actions.filter(({ hotkey }) => hotkey !== undefined),
    ...actions.filter(({ hotkey }) => hotkey === undefined),
  ];
}

function ActionGroup(props: { heading: string; actions: readonly DeskAction[]; onChoose: (run: () => void) => void }) {
  if (props.actions.length === 0) return null;
  return (
    <Command.Group heading={props.heading} className={PALETTE_GROUP_LOOK}>
      {props.actions.map(({ id, label, keywords = [], hotkey, run }) => (
        <Command.Item
          key={id}
          value={id}
          keywords={[label, props.heading, ...keywords]}
          onSelect={() => props.onChoose(run)}
          className={PALETTE_ITEM_LOOK}
        >
          <span className="min-w-0 flex-1 truncate">{label}</span>
          {hotkey !== undefined && <Keys hotkey={hotkey} />}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
