'use client';
import { Menu } from '@base-ui/react/menu';
import type { ReactNode, RefObject } from 'react';
import { Keys } from '../keyboard/Keys.tsx';
import { openPalette, openShortcuts } from '../keyboard/overlay.ts';
import { toggleOneClick, togglePalette, toggleSingleKeys, toggleTheme } from '../keyboard/ShellActions.tsx';
import { usePreferences } from '../preferences/usePreferences.ts';
import { useLook } from '../theme/useLook.ts';
import { OutwardIcon } from '../ui/icons.tsx';
import { SwitchMark } from '../ui/SwitchMark.tsx';
import { AccountItems } from './AccountItems.tsx';
import { MENU_LOOK } from './menuLook.ts';

/** The menu of account and settings, one group of items for each topic. */
export default function AccountMenu(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  anchor: RefObject<HTMLButtonElement | null>;
  /** The element in which the menu is rendered. */
  landmark: RefObject<HTMLElement | null>;
}) {
  return (
    <Menu.Root open={props.open} onOpenChange={(open) => props.onOpenChange(open)}>
      <Menu.Portal container={props.landmark}>
        <Menu.Positioner anchor={props.anchor} side="bottom" align="end" sideOffset={6} className="z-40 outline-none">
          <Menu.Popup
            aria-label="Account and settings"
            finalFocus={props.anchor}
            className="max-h-(--available-height) w-72 normal-nums origin-(--transform-origin) overflow-y-auto rounded-xl border border-line-strong bg-panel p-1.5 shadow-float outline-none data-ending-style:opacity-0 data-starting-style:opacity-0 motion-safe:transition-[opacity,scale] motion-safe:duration-100 motion-safe:data-starting-style:scale-98"
          >
            <AccountItems />
            <SettingItems />
            <Menu.Separator className={MENU_LOOK.line} />
            <HelpItems />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function SettingItems() {
  const { theme, palette } = useLook();
  const { oneClick, singleKeys } = usePreferences();
  return (
    <Menu.Group>
      <Menu.GroupLabel className={MENU_LOOK.label}>Settings</Menu.GroupLabel>
      <Setting on={theme === 'light'} onToggle={toggleTheme} keys={singleKeys && <Keys hotkey="t" />}>
        Light theme
      </Setting>
      <Setting on={palette === 'safe'} onToggle={togglePalette}>
        Colour-blind-safe colours
      </Setting>
      <Setting on={oneClick} onToggle={toggleOneClick}>
        One-click trading
      </Setting>
      <Setting on={singleKeys} onToggle={toggleSingleKeys}>
        Single-key shortcuts
      </Setting>
    </Menu.Group>
  );
}

function Setting(props: { on: boolean; onToggle: () => void; keys?: ReactNode; children: ReactNode }) {
  return (
    <Menu.CheckboxItem checked={props.on} onCheckedChange={props.onToggle} className={MENU_LOOK.item}>
      <span className="flex-1">{props.children}</span>
      {props.keys}
      <SwitchMark on={props.on} />
    </Menu.CheckboxItem>
  );
}

function HelpItems() {
  const { singleKeys } = usePreferences();
  return (
    <Menu.Group>
      <Menu.GroupLabel className={MENU_LOOK.label}>Help</Menu.GroupLabel>
      <Menu.Item onClick={openPalette} className={MENU_LOOK.item}>
        <span className="flex-1">Search all commands</span>
        <Keys hotkey="mod+k" />
      </Menu.Item>
      <Menu.Item onClick={openShortcuts} className={MENU_LOOK.item}>
        <span className="flex-1">Keyboard shortcuts</span>
        {singleKeys && <Keys hotkey="?" />}
      </Menu.Item>
      <Menu.LinkItem href="/api/docs" target="_blank" rel="noopener" closeOnClick className={MENU_LOOK.item}>
        <span className="flex-1">API documentation</span>
        <OutwardIcon className="size-3.5 text-faint" />
      </Menu.LinkItem>
    </Menu.Group>
  );
}
