'use client';
import { Suspense } from 'react';
import { useExternalStore } from '../browser/externalStore.ts';
import { lazyPart } from '../ui/lazyPart.ts';
import { accountDialog } from './accountDialog.ts';
import { useAccountActions } from './useAccountActions.ts';

const OpenedAccountDialog = lazyPart(() => import('./OpenedAccountDialog.tsx'));

/** Holds the account's dialogs, which are loaded when the first one opens, and adds the account's actions to the palette. */
export function AccountDialogs() {
  useAccountActions();
  const opened = useExternalStore(accountDialog, undefined);
  return opened === undefined ? null : (
    <Suspense fallback={null}>
      <OpenedAccountDialog name={opened} />
    </Suspense>
  );
}
