'use client';
import { useState } from 'react';
import type { RequestError } from '../browser/requestError.ts';
import { authErrorOf } from './authRequest.ts';

/** Submits a form of the account: one request at a time, with the error of the last attempt. */
export function useAuthForm(send: (fields: Readonly<Record<string, string>>) => Promise<void>) {
  const [error, setError] = useState<RequestError>();
  const [busy, setBusy] = useState(false);
  const run = async (fields: Readonly<Record<string, string>>) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      await send(fields);
    } catch (thrown) {
      setError(authErrorOf(thrown));
    } finally {
      setBusy(false);
    }
  };
  return { error, busy, run };
}
