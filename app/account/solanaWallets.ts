import { SolanaSignMessage, type SolanaSignMessageFeature } from '@solana/wallet-standard-features';
import { getWallets } from '@wallet-standard/app';
import type { Wallet, WalletAccount } from '@wallet-standard/base';
import { StandardConnect, type StandardConnectFeature } from '@wallet-standard/features';

/** A wallet that can connect and sign a message for Solana. */
export type SigningWallet = Wallet & { readonly features: StandardConnectFeature & SolanaSignMessageFeature };

function canSignIn(wallet: Wallet): wallet is SigningWallet {
  return StandardConnect in wallet.features && SolanaSignMessage in wallet.features;
}

/** Watches the wallets of this browser that can sign a message for Solana. Returns a function that stops it. */
export function watchSolanaWallets(onWallets: (wallets: readonly SigningWallet[]) => void): () => void {
  const registry = getWallets();
  const tell = () => onWallets(registry.get().filter(canSignIn));
  const ends = [registry.on('register', tell), registry.on('unregister', tell)];
  tell();
  return () => {
    for (const end of ends) end();
  };
}

/** Asks the wallet for the account to sign in with. Throws when the person declines. */
export async function connectedAccount(wallet: SigningWallet): Promise<WalletAccount> {
  const { accounts } = await wallet.features[StandardConnect].connect();
  const account = accounts.find(({ chains }) => chains.some((chain) => chain.startsWith('solana:')));
  if (account === undefined) throw new Error(`${wallet.name} has no Solana account.`);
  return account;
}

/** The account's signature over a text, base64. Throws when the person declines. */
export async function signText(opts: { wallet: SigningWallet; account: WalletAccount; text: string }): Promise<string> {
  const { wallet, account, text } = opts;
  const [signed] = await wallet.features[SolanaSignMessage].signMessage({
    account,
    message: new TextEncoder().encode(text),
  });
  if (signed === undefined) throw new Error(`${wallet.name} gave no signature.`);
  return btoa(String.fromCharCode(...signed.signature));
}
