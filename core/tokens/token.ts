/** A token's mint address in base58, the key of a token everywhere in the engine. */
export type Mint = string & { readonly __brand: 'Mint' };

export type Token = {
  readonly symbol: string;
  readonly name: string;
  readonly mint: Mint;
  /** Base units per whole token are 10^decimals. */
  readonly decimals: number;
};

/** Native SOL trades as wrapped SOL. The mints are those of mainnet. */
export const SOL: Token = {
  symbol: 'SOL',
  name: 'Solana',
  mint: 'So11111111111111111111111111111111111111112' as Mint,
  decimals: 9,
};
export const USDC: Token = {
  symbol: 'USDC',
  name: 'USD Coin',
  mint: 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v' as Mint,
  decimals: 6,
};

/** The tokens that the code itself names; all others come from the listing (core/market/listing.ts), which never withdraws these two. */
const CONSTANT_TOKENS = [SOL, USDC];

/**
 * The tokens that this process knows from the listing. A withdrawn token stays known, so that history can be shown; a token that is received
 * again unchanged stays the same object.
 */
const byMint = new Map<string, Token>(CONSTANT_TOKENS.map((token) => [token.mint, token]));
const withdrawn = new Set<string>();
let bySymbol = symbolsOf();
let open: readonly Token[] = CONSTANT_TOKENS;

/** By symbol in capitals; an open token takes precedence over a withdrawn one. `wSOL` also means SOL, which trades wrapped. */
function symbolsOf(): ReadonlyMap<string, Token> {
  const all = [...byMint.values()].sort(
    (left, right) => Number(withdrawn.has(right.mint)) - Number(withdrawn.has(left.mint)),
  );
  return new Map([...all.map((token): [string, Token] => [token.symbol.toUpperCase(), token]), ['WSOL', SOL]]);
}

function isSame(left: Token, right: Token): boolean {
  return left.symbol === right.symbol && left.name === right.name && left.decimals === right.decimals;
}

/** Updates tokens from the listing, open and withdrawn ones. Other tokens stay unchanged. */
export function learnTokens(tokens: readonly (Token & { readonly isOpen: boolean })[]): void {
  for (const { isOpen, ...token } of tokens) {
    if (CONSTANT_TOKENS.some(({ mint }) => mint === token.mint)) continue;
    const known = byMint.get(token.mint);
    if (known === undefined || !isSame(known, token)) byMint.set(token.mint, token);
    if (isOpen) withdrawn.delete(token.mint);
    else withdrawn.add(token.mint);
  }
  bySymbol = symbolsOf();
  open = [...byMint.values()].filter(({ mint }) => !withdrawn.has(mint));
}

/** The tokens that can be traded now, in the order of the listing. The same array until the listing changes. */
export function openTokens(): readonly Token[] {
  return open;
}

/** Every token that is or was listed. */
export function knownTokens(): readonly Token[] {
  return [...byMint.values()];
}

/** False for a token that was withdrawn, and for one that was never listed. */
export function isOpenToken(mint: string): boolean {
  return byMint.has(mint) && !withdrawn.has(mint);
}

/** The token of a mint, open or withdrawn; undefined when it was never listed. */
export function tokenByMint(mint: string): Token | undefined {
  return byMint.get(mint);
}

/** The token of a mint that is or was listed (one that the engine itself stored). Throws RangeError otherwise. */
export function listedToken(mint: string): Token {
  const token = byMint.get(mint);
  if (token === undefined) throw new RangeError(`no token with the mint ${mint} is listed`);
  return token;
}

/** A token to show, for any mint: an unknown one has its short mint as symbol and its amounts in base units. */
export function shownToken(mint: string): Token {
  const short = `${mint.slice(0, 4)}…${mint.slice(-4)}`;
  return byMint.get(mint) ?? { symbol: short, name: mint, mint: mint as Mint, decimals: 0 };
}

/** A symbol as people write it, with or without `$`. ASCII only: similar letters of other alphabets, or letters that fold to ASCII, do not match. */
const SYMBOL = /^\$?([A-Za-z0-9]{1,12})$/;

/**
 * The token, open or withdrawn, that a text names: by its exact mint, or by its symbol in any case, with or without `$`; `wSOL` is SOL, which
 * trades wrapped. Undefined for any other text.
 */
export function findToken(name: string): Token | undefined {
  return byMint.get(name) ?? bySymbol.get(SYMBOL.exec(name)?.[1]?.toUpperCase() ?? '');
}
