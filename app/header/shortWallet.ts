/** A wallet's address as a person compares it: `ECCo…8bKR`. */
export function shortWallet(wallet: string): string {
  return `${wallet.slice(0, 4)}…${wallet.slice(-4)}`;
}
