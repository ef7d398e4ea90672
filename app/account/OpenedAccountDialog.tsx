'use client';
import { Dialog } from '@base-ui/react/dialog';
import { CrossIcon } from '../ui/icons.tsx';
import { ApiKeys } from './ApiKeys.tsx';
import { type AccountDialogName, accountDialog } from './accountDialog.ts';
import { ChangePassword } from './ChangePassword.tsx';
import { CreateAccount } from './CreateAccount.tsx';
import { SignIn } from './SignIn.tsx';

const DIALOGS = {
  'sign-in': { title: 'Sign in', width: 'max-w-sm', Body: SignIn },
  create: { title: 'Create an account', width: 'max-w-sm', Body: CreateAccount },
  password: { title: 'Change the password', width: 'max-w-sm', Body: ChangePassword },
  keys: { title: 'API keys', width: 'max-w-2xl', Body: ApiKeys },
} as const;

export default function OpenedAccountDialog({ name }: { name: AccountDialogName }) {
  const { title, width, Body } = DIALOGS[name];
  return (
    <Dialog.Root open onOpenChange={(open) => !open && accountDialog.set(undefined)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 min-h-dvh bg-ground/70" />
        <Dialog.Popup
          className={`fixed inset-x-3 top-[12dvh] z-50 mx-auto flex max-h-[80dvh] flex-col rounded-lg border border-line-strong bg-panel shadow-2xl shadow-ground ${width}`}
        >
          <header className="flex h-11 shrink-0 items-center justify-between border-b border-line pr-2 pl-4">
            <Dialog.Title className="font-semibold">{title}</Dialog.Title>
            <Dialog.Close aria-label="Close" className="rounded p-1.5 text-faint hover:bg-hover hover:text-ink">
              <CrossIcon />
            </Dialog.Close>
          </header>
          <div className="min-h-0 overflow-y-auto p-4">
            <Body />
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
