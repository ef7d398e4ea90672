import { listedPool } from '../market/listing.ts';
import { listedToken, type Mint, SOL, TOKENS } from '../tokens/token.ts';
import type { DecodedTransaction, SwapInstruction } from './decodeTransaction.ts';
import { CPMM_AUTHORITY, DLMM_EVENT_AUTHORITY, PROGRAMS } from './programs.ts';

const VENUE_NAMES = { raydium: 'Raydium', meteora: 'Meteora' } as const;

const PROGRAM_NAMES: Readonly<Record<keyof typeof PROGRAMS, string>> = {
  system: 'System program',
  token: 'Token program',
  associatedToken: 'Associated Token program',
  computeBudget: 'Compute Budget program',
  memo: 'Memo program',
  raydiumCpmm: 'Raydium CPMM program',
  meteoraDlmm: 'Meteora DLMM program',
};

type Named = readonly (readonly [address: string, name: string])[];

/** What is the same in every transaction. */
const KNOWN: Named = [
  ...Object.entries(PROGRAMS).map(([key, address]) => [address, PROGRAM_NAMES[key as keyof typeof PROGRAMS]] as const),
  ['SysvarRent111111111111111111111111111111111', 'Rent sysvar'],
  [CPMM_AUTHORITY, 'Raydium vault authority'],
  [DLMM_EVENT_AUTHORITY, 'Meteora event authority'],
  ...TOKENS.map(({ mint, symbol }) => [mint, `${mint === SOL.mint ? 'wSOL' : symbol} mint`] as const),
];

function poolAccounts({ pool, binArrays }: SwapInstruction): Named {
  const listed = listedPool(pool);
  const [x = '', y = ''] = listed.pair.split('/');
  const named = `${VENUE_NAMES[listed.venue]} ${listed.pair}`;
  if (listed.venue === 'raydium') {
    const { config, vaultX, vaultY, observation } = listed.accounts;
    return [
      [listed.address, `${named} pool`],
      [config, 'Raydium fee configuration'],
      [vaultX, `${named} vault of ${x}`],
      [vaultY, `${named} vault of ${y}`],
      [observation, `${named} price observations`],
    ];
  }
  const { reserveX, reserveY, oracle } = listed.accounts;
  return [
    [listed.address, `${named} pool`],
    [reserveX, `${named} vault of ${x}`],
    [reserveY, `${named} vault of ${y}`],
    [oracle, `${named} oracle`],
    ...binArrays.map((address) => [address, `${named} bins`] as const),
  ];
}

function userAccounts({ mintIn, mintOut, userIn, userOut }: SwapInstruction): Named {
  const nameOf = (mint: Mint) => (mint === SOL.mint ? 'wSOL account' : `${listedToken(mint).symbol} account`);
  return [
    [userIn, `Wallet’s ${nameOf(mintIn)}`],
    [userOut, `Wallet’s ${nameOf(mintOut)}`],
  ];
}

/** What each account of a transaction is, by address; those that nothing tells are left out. */
export function accountNames(transaction: DecodedTransaction): ReadonlyMap<string, string> {
  const swaps = transaction.instructions.filter((instruction) => instruction.kind === 'swap');
  return new Map([
    ...KNOWN,
    ...swaps.flatMap(poolAccounts),
    ...swaps.flatMap(userAccounts),
    [transaction.feePayer, 'Trader’s wallet'],
  ]);
}
