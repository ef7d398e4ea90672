'use client';
import { Form } from '@base-ui/react/form';
import { useDesk, useTrader } from '../live/DeskContext.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { accountDialog } from './accountDialog.ts';
import { postAuth } from './authRequest.ts';
import { TextField } from './TextField.tsx';
import { useAuthForm } from './useAuthForm.ts';
import { WalletSignIn } from './WalletSignIn.tsx';

/** Signs in to an existing account. Before that, it explains to a guest what happens to the guest's wallet. */
export function SignIn() {
  const { keeper } = useDesk();
  const guest = useTrader()?.guest === true;
  const { error, busy, run } = useAuthForm(async ({ email, password }) => {
    await postAuth('sign-in/email', { email, password });
    accountDialog.set(undefined);
    keeper.check();
  });
  return (
    <div className="flex flex-col gap-4">
      {guest && (
        <p className="rounded-md bg-warn-soft px-3 py-2">
          Signing in by e-mail leaves this guest’s wallet and orders behind.{' '}
          <button
            type="button"
            className="font-medium text-accent underline"
            onClick={() => accountDialog.set('create')}
          >
            Create an account
          </button>{' '}
          to keep them.
        </p>
      )}
      <Form className="flex flex-col gap-3" onFormSubmit={(fields) => void run(fields as Record<string, string>)}>
        <TextField name="email" label="E-mail" type="email" autoComplete="username" maxLength={254} />
        <TextField name="password" label="Password" type="password" autoComplete="current-password" maxLength={128} />
        {error !== undefined && <ErrorNote error={error} />}
        <button type="submit" aria-disabled={busy} className={BUTTON_LOOK.primary}>
          {busy ? 'Signing in …' : 'Sign in'}
        </button>
      </Form>
      <WalletSignIn />
    </div>
  );
}
