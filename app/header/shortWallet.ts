/** A wallet's address in a short form for comparison: `ECCo…8bKR`. */
export function shortWallet(wallet: string): string {
  return `${wallet.slice(0, 4)}…${wallet.slice(-4)}`;
}
