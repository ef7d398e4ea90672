'use client';
import type { DeskAction } from '../keyboard/deskActions.ts';
import { useDeskActions } from '../keyboard/useDeskActions.ts';
import { useDesk, useSession } from '../live/DeskContext.tsx';
import { showToast } from '../ui/toastQueue.ts';
import { accountDialog } from './accountDialog.ts';
import { authErrorOf, postAuth } from './authRequest.ts';

/** Ends this browser's session and closes every socket that it opened. */
export function useSignOut(): () => void {
  const { keeper } = useDesk();
  return () => {
    postAuth('sign-out').then(keeper.signedOut, (thrown: unknown) =>
      showToast({ title: 'Not signed out', description: authErrorOf(thrown).text, tone: 'bad' }),
    );
  };
}

/** The account's actions in the palette, for a guest or for an account. */
export function useAccountActions(): void {
  const session = useSession();
  const signOut = useSignOut();
  const dialog = (id: string, label: string, name: Parameters<typeof accountDialog.set>[0]): DeskAction => ({
    id,
    group: 'Account',
    label,
    run: () => accountDialog.set(name),
  });
  const guest = session.status === 'ready' && session.trader.guest;
  const account = session.status === 'ready' && !session.trader.guest;
  useDeskActions([
    ...(guest ? [dialog('account.create', 'Create an account and keep this wallet', 'create')] : []),
    ...(account
      ? [{ id: 'account.sign-out', group: 'Account' as const, label: 'Sign out', run: signOut }]
      : [dialog('account.sign-in', 'Sign in', 'sign-in')]),
    ...(account && session.trader.email !== null
      ? [dialog('account.password', 'Change the password', 'password')]
      : []),
    ...(session.status === 'ready' ? [dialog('account.keys', 'API keys', 'keys')] : []),
  ]);
}
