'use client';
import { Menu } from '@base-ui/react/menu';
import { accountDialog } from '../account/accountDialog.ts';
import { useSignOut } from '../account/useAccountActions.ts';
import { useTrader } from '../live/DeskContext.tsx';
import type { Trader } from '../live/session.ts';
import { CopyIcon, KeyIcon, PersonIcon, SignOutIcon, WalletIcon } from '../ui/icons.tsx';
import { useCopyWallet } from '../wallet/useCopyWallet.ts';
import { useTopUp } from '../wallet/useTopUp.ts';
import { MENU_LOOK } from './menuLook.ts';
import { shortWallet } from './shortWallet.ts';

/** The trader, and the actions for wallet and account. */
export function AccountItems() {
  const trader = useTrader();
  const copyWallet = useCopyWallet();
  const { topUp, isPossible } = useTopUp();
  if (trader === undefined) return null;
  const { wallet, guest, name } = trader;
  return (
    <>
      <Menu.Group>
        <Menu.GroupLabel className="px-2.5 pt-2 pb-1.5">
          <span className="block truncate font-semibold text-ink">{guest ? 'Guest' : name}</span>
          <span className="block text-2xs text-muted">
            Paper wallet {shortWallet(wallet)}: play money on a simulated chain
          </span>
        </Menu.GroupLabel>
        <Menu.Item onClick={copyWallet} className={MENU_LOOK.item}>
          <CopyIcon className="text-faint" />
          Copy the wallet’s address
        </Menu.Item>
        <Menu.Item onClick={topUp} disabled={!isPossible} className={MENU_LOOK.item}>
          <WalletIcon className="text-faint" />
          Top up
        </Menu.Item>
        <SessionItems trader={trader} />
      </Menu.Group>
      <Menu.Separator className={MENU_LOOK.line} />
    </>
  );
}

function SessionItems({ trader }: { trader: Trader }) {
  const signOut = useSignOut();
  const item = (name: NonNullable<ReturnType<typeof accountDialog.get>>, label: string, Icon: typeof KeyIcon) => (
    <Menu.Item onClick={() => accountDialog.set(name)} className={MENU_LOOK.item}>
      <Icon className="text-faint" />
      {label}
    </Menu.Item>
  );
  return (
    <>
      {item('keys', 'API keys', KeyIcon)}
      {trader.guest && item('create', 'Create an account', PersonIcon)}
      {trader.guest && item('sign-in', 'Sign in', PersonIcon)}
      {trader.email !== null && item('password', 'Change the password', KeyIcon)}
      {!trader.guest && (
        <Menu.Item onClick={signOut} className={MENU_LOOK.item}>
          <SignOutIcon className="text-faint" />
          Sign out
        </Menu.Item>
      )}
    </>
  );
}
