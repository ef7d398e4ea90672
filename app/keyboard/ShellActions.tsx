'use client';
import { useTrader } from '../live/DeskContext.tsx';
import { preferences, setPreferences } from '../preferences/preferences.ts';
import { usePreferences } from '../preferences/usePreferences.ts';
import { currentLook, setLook } from '../theme/useLook.ts';
import { useCopyWallet } from '../wallet/useCopyWallet.ts';
import { useTopUp } from '../wallet/useTopUp.ts';
import type { DeskAction } from './deskActions.ts';
import { openPalette, openShortcuts } from './overlay.ts';
import { useDeskActions } from './useDeskActions.ts';

export function toggleTheme(): void {
  setLook({ theme: currentLook().theme === 'dark' ? 'light' : 'dark' });
}

export function togglePalette(): void {
  setLook({ palette: currentLook().palette === 'safe' ? 'classic' : 'safe' });
}

export function toggleOneClick(): void {
  setPreferences({ oneClick: !preferences.get().oneClick });
}

export function toggleSingleKeys(): void {
  setPreferences({ singleKeys: !preferences.get().singleKeys });
}

const ON_EVERY_PAGE: readonly DeskAction[] = [
  {
    id: 'view.theme',
    group: 'View',
    label: 'Switch between dark and light',
    keywords: ['theme', 'night', 'day', 'colours'],
    hotkey: 't',
    run: toggleTheme,
  },
  {
    id: 'view.palette',
    group: 'View',
    label: 'Switch colour-blind-safe colours on or off',
    keywords: ['palette', 'accessibility', 'blue', 'orange'],
    run: togglePalette,
  },
  {
    id: 'help.palette',
    group: 'Help',
    label: 'Search all commands',
    keywords: ['palette', 'find'],
    hotkey: 'mod+k',
    run: openPalette,
  },
  {
    id: 'help.shortcuts',
    group: 'Help',
    label: 'Show the keyboard shortcuts',
    keywords: ['hotkeys', 'keys'],
    hotkey: '?',
    run: openShortcuts,
  },
];

/** Actions of every page: the look, and help. */
export function ShellActions() {
  const { singleKeys, oneClick } = usePreferences();
  useDeskActions([
    ...ON_EVERY_PAGE,
    {
      id: 'swap.one-click',
      group: 'Swap',
      label: oneClick ? 'Turn one-click trading off' : 'Turn one-click trading on',
      keywords: ['confirm'],
      run: toggleOneClick,
    },
    {
      id: 'help.single-keys',
      group: 'Help',
      label: singleKeys ? 'Turn single-key shortcuts off' : 'Turn single-key shortcuts on',
      keywords: ['hotkeys'],
      run: toggleSingleKeys,
    },
  ]);
  return useTrader() === undefined ? null : <WalletActions />;
}

/** Actions for the trader's wallet. */
function WalletActions() {
  const { topUp } = useTopUp();
  const copyWallet = useCopyWallet();
  useDeskActions([
    { id: 'account.copy', group: 'Account', label: 'Copy the wallet’s address', keywords: ['wallet'], run: copyWallet },
    { id: 'account.top-up', group: 'Account', label: 'Top up the wallet', keywords: ['money', 'fund'], run: topUp },
  ]);
  return null;
}
