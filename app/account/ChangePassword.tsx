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

export function ChangePassword() {
  const { keeper } = useDesk();
  const [keepApiKeys, setKeepApiKeys] = useState(false);
  const { error, busy, run } = useAuthForm(async ({ currentPassword, newPassword }) => {
    await postAuth('change-password', { currentPassword, newPassword, keepApiKeys });
    accountDialog.set(undefined);
    keeper.check();
    showToast({
      title: 'Password changed',
      description: keepApiKeys
        ? 'Every other browser that was signed in is signed out. Your API keys still work.'
        : 'Every other browser that was signed in is signed out, and your API keys are revoked.',
      tone: 'good',
    });
  });
  return (
    <Form className="flex flex-col gap-3" onFormSubmit={(fields) => void run(fields as Record<string, string>)}>
      <TextField
        name="currentPassword"
        label="Present password"
        type="password"
        autoComplete="current-password"
        maxLength={128}
      />
      <TextField
        name="newPassword"
        label="New password"
        type="password"
        autoComplete="new-password"
        minLength={10}
        maxLength={128}
        hint="At least 10 characters. All other sessions end."
      />
      <KeepApiKeys kept={keepApiKeys} onChange={setKeepApiKeys} />
      {error !== undefined && <ErrorNote error={error} />}
      <button type="submit" aria-disabled={busy} className={BUTTON_LOOK.primary}>
        {busy ? 'Changing …' : 'Change the password'}
      </button>
    </Form>
  );
}
