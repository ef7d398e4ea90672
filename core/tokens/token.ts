/** A token's mint address in base58, the key of a token everywhere in the engine. */
export type Mint = string & { readonly __brand: 'Mint' };

export type Token = {
  readonly symbol: string;
  readonly name: string;
  readonly mint: Mint;
  /** Base units per whole token are 10^decimals. */
  readonly decimals: number;
};

const listed = (symbol: string, name: string, mint: string, decimals: number): Token => ({
  symbol,
  name,
  mint: mint as Mint,
  decimals,
});

/** The tokens that the engine trades, by their mainnet mints. Native SOL trades as wrapped SOL. */
export const SOL = listed('SOL', 'Solana', 'So11111111111111111111111111111111111111112', 9);
export const USDC = listed('USDC', 'USD Coin', 'EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v', 6);
export const USDT = listed('USDT', 'Tether USD', 'Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB', 6);
export const JUP = listed('JUP', 'Jupiter', 'JUPyiwrYJFskUPiHa7hkeR8VUtAeFoSYbKedZNsDvCN', 6);
export const BONK = listed('BONK', 'Bonk', 'DezXAZ8z7PnrnRJjz3wXBoRgixCa6xjnB7YaB1pPB263', 5);
export const RAY = listed('RAY', 'Raydium', '4k3Dyjzvzp8eMZWUXbBCjEvwSkkk59S5iCNLY3QrkX6R', 6);

export const TOKENS: readonly Token[] = [SOL, USDC, USDT, JUP, BONK, RAY];

const byMint = new Map<string, Token>(TOKENS.map((token) => [token.mint, token]));
/** By symbol in capitals. Wrapped SOL is what the chain calls the SOL that trades. */
const bySymbol = new Map<string, Token>([
  ...TOKENS.map((token): [string, Token] => [token.symbol.toUpperCase(), token]),
  ['WSOL', SOL],
]);

/** The token of a mint, or undefined when it is not listed. */
export function tokenByMint(mint: string): Token | undefined {
  return byMint.get(mint);
}

/** The token of a mint that is known to be listed (one that the engine itself stored). Throws RangeError otherwise. */
export function listedToken(mint: string): Token {
  const token = byMint.get(mint);
  if (token === undefined) throw new RangeError(`no token with the mint ${mint} is listed`);
  return token;
}

/** A symbol as people write it, with or without `$`. ASCII only: letters of other alphabets that look alike, or fold to these, are none. */
const SYMBOL = /^\$?([A-Za-z0-9]{1,12})$/;

/**
 * The token that a text names: by its mint, exactly, or by its symbol in any case, `$` before it or not; `wSOL` is SOL, which trades wrapped.
 * Undefined for anything else.
 */
export function findToken(name: string): Token | undefined {
  return byMint.get(name) ?? bySymbol.get(SYMBOL.exec(name)?.[1]?.toUpperCase() ?? '');
}
