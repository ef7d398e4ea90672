import { listedPool } from '../market/listing.ts';
import { kindOf } from '../pools/all/poolKinds.ts';
import { POOL_PROGRAMS, programOf } from '../pools/all/poolPrograms.ts';
import type { NamedAccounts } from '../pools/poolProgram.ts';
import { knownTokens, type Mint, SOL, shownToken } from '../tokens/token.ts';
import type { DecodedTransaction, SwapInstruction } from './decodeTransaction.ts';
import { PROGRAMS } from './programs.ts';

const PROGRAM_NAMES: Readonly<Record<keyof typeof PROGRAMS, string>> = {
  system: 'System program',
  token: 'Token program',
  associatedToken: 'Associated Token program',
  computeBudget: 'Compute Budget program',
  memo: 'Memo program',
};

/** Accounts that are the same in every transaction. */
const KNOWN: NamedAccounts = [
  ...Object.entries(PROGRAMS).map(([key, address]) => [address, PROGRAM_NAMES[key as keyof typeof PROGRAMS]] as const),
  ['SysvarRent111111111111111111111111111111111', 'Rent sysvar'],
  ...POOL_PROGRAMS.flatMap(
    (program): NamedAccounts => [[program.address, `${program.name} program`], ...program.knownAccounts],
  ),
];

function poolAccounts({ pool, priceAccounts }: SwapInstruction): NamedAccounts {
  const listed = listedPool(pool);
  const [x = '', y = ''] = listed.pair.split('/');
  const name = `${kindOf(listed).venue.name} ${listed.pair}`;
  return programOf(listed).accountNames({ listed, priceAccounts, name, x, y });
}

function userAccounts({ mintIn, mintOut, userIn, userOut }: SwapInstruction): NamedAccounts {
  const nameOf = (mint: Mint) => (mint === SOL.mint ? 'wSOL account' : `${shownToken(mint).symbol} account`);
  return [
    [userIn, `Wallet’s ${nameOf(mintIn)}`],
    [userOut, `Wallet’s ${nameOf(mintOut)}`],
  ];
}

/** The name of each account of a transaction, by address; unknown accounts are left out. */
export function accountNames(transaction: DecodedTransaction): ReadonlyMap<string, string> {
  const swaps = transaction.instructions.filter((instruction) => instruction.kind === 'swap');
  return new Map([
    ...KNOWN,
    ...knownTokens().map(({ mint, symbol }) => [mint, `${mint === SOL.mint ? 'wSOL' : symbol} mint`] as const),
    ...swaps.flatMap(poolAccounts),
    ...swaps.flatMap(userAccounts),
    [transaction.feePayer, 'Trader’s wallet'],
  ]);
}
