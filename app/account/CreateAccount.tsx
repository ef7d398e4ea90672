'use client';
import { Form } from '@base-ui/react/form';
import { useState } from 'react';
import { useDesk } from '../live/DeskContext.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { showToast } from '../ui/toastQueue.ts';
import { accountDialog } from './accountDialog.ts';
import { postAuth } from './authRequest.ts';
import { KeepApiKeys } from './KeepApiKeys.tsx';
import { TextField } from './TextField.tsx';
import { useAuthForm } from './useAuthForm.ts';

/** Turns this browser's guest into an account: same wallet, same orders. */
export function CreateAccount() {
  const { keeper } = useDesk();
  const [keepApiKeys, setKeepApiKeys] = useState(false);
  const { error, busy, run } = useAuthForm(async ({ email, password, name }) => {
    await postAuth('account/create', { email, password, keepApiKeys, ...(name ? { name } : {}) });
    accountDialog.set(undefined);
    keeper.check();
    showToast({ title: 'Account created', description: 'Your wallet and orders are in it.', tone: 'good' });
  });
  return (
    <Form className="flex flex-col gap-3" onFormSubmit={(fields) => void run(fields as Record<string, string>)}>
      <p className="text-muted">
        Your wallet, orders and history stay as they are, and you can sign in to them from any browser.
      </p>
      <TextField name="email" label="E-mail" type="email" autoComplete="username" maxLength={254} />
      <TextField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={128}
        hint="At least 10 characters. A sentence is easier to remember than random characters."
      />
      <TextField name="name" label="Name on the desk" autoComplete="nickname" maxLength={60} optional />
      <KeepApiKeys kept={keepApiKeys} onChange={setKeepApiKeys} />
      {error !== undefined && <ErrorNote error={error} />}
      <button type="submit" aria-disabled={busy} className={BUTTON_LOOK.primary}>
        {busy ? 'Creating …' : 'Create the account'}
      </button>
      <p className="text-muted">
        Have one already?{' '}
        <button
          type="button"
          className="font-medium text-accent underline"
          onClick={() => accountDialog.set('sign-in')}
        >
          Sign in
        </button>
      </p>
    </Form>
  );
}
