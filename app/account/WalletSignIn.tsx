'use client';
import { useEffect, useState } from 'react';
import { useDesk } from '../live/DeskContext.tsx';
import { BUTTON_LOOK } from '../ui/buttonLook.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { accountDialog } from './accountDialog.ts';
import { postAuth } from './authRequest.ts';
import { KeepApiKeys } from './KeepApiKeys.tsx';
import { connectedAccount, type SigningWallet, signText, watchSolanaWallets } from './solanaWallets.ts';
import { useAuthForm } from './useAuthForm.ts';

type Challenge = { readonly nonce: string; readonly message: string };

function isChallenge(answer: unknown): answer is Challenge {
  return typeof answer === 'object' && answer !== null && 'nonce' in answer && 'message' in answer;
}

async function signInWith(wallet: SigningWallet, keepApiKeys: boolean): Promise<void> {
  const account = await connectedAccount(wallet);
  const challenge = await postAuth('sign-in/wallet/challenge', { address: account.address });
  if (!isChallenge(challenge)) throw new Error('The server’s challenge was not understood. Try again.');
  const signature = await signText({ wallet, account, text: challenge.message });
  await postAuth('sign-in/wallet', { nonce: challenge.nonce, signature, keepApiKeys });
}

/** Signs in by a message that a Solana wallet of this browser signs: no transaction, no funds. */
export function WalletSignIn() {
  const { keeper } = useDesk();
  const [keepApiKeys, setKeepApiKeys] = useState(false);
  const [wallets, setWallets] = useState<readonly SigningWallet[]>([]);
  useEffect(() => watchSolanaWallets(setWallets), []);
  const { error, busy, run } = useAuthForm(async ({ wallet }) => {
    const chosen = wallets.find(({ name }) => name === wallet);
    if (chosen === undefined) return;
    await signInWith(chosen, keepApiKeys);
    accountDialog.set(undefined);
    keeper.check();
  });
  return (
    <section aria-labelledby="wallet-sign-in" className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 id="wallet-sign-in" className="font-medium text-muted">
        Or by Solana wallet
      </h3>
      {wallets.length === 0 && <p className="text-2xs text-muted">No Solana wallet was found in this browser.</p>}
      {wallets.map(({ name, icon }) => (
        <button
          key={name}
          type="button"
          disabled={busy}
          onClick={() => void run({ wallet: name })}
          className={`${BUTTON_LOOK.quiet} h-9!`}
        >
          <img src={icon} alt="" width={16} height={16} />
          {name}
        </button>
      ))}
      {wallets.length > 0 && <KeepApiKeys kept={keepApiKeys} onChange={setKeepApiKeys} />}
      {wallets.length > 0 && (
        <p className="text-2xs text-muted">
          You sign a message, not a transaction. A guest keeps its orders and paper wallet when the wallet is new here.
        </p>
      )}
      {error !== undefined && <ErrorNote error={error} />}
    </section>
  );
}
