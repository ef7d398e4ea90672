'use client';
import { Suspense } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { accountDialog } from './accountDialog.ts';
import { useAccountActions } from './useAccountActions.ts';

const OpenedAccountDialog = lazyPart(() => import('./OpenedAccountDialog.tsx'));

/** The place of the account's dialogs, fetched with the first of them; and what the palette offers of the account. */
export function AccountDialogs() {
  useAccountActions();
  const opened = useExternalStore(accountDialog, undefined);
  return opened === undefined ? null : (
    <Suspense fallback={null}>
      <OpenedAccountDialog name={opened} />
    </Suspense>
  );
}
