import { findToken, knownTokens, type Mint } from '../tokens/token.ts';

/** The longest text that a search takes, characters: a signature fits. */
export const MAX_SEARCH_LENGTH = 100;

/** The meaning of a search text. */
export type OrderSearch =
  /**
   * Each word stands for the token that it names, or for all tokens whose symbol starts with it. The order's two tokens must match the words, in
   * either direction.
   */
  | { readonly kind: 'tokens'; readonly words: readonly (readonly Mint[])[] }
  /** Lower case: the order's id, or its latest signature compared without case, starts with it. */
  | { readonly kind: 'prefix'; readonly prefix: string };

/** Separators between the symbols of a pair: `SOL/USDC`, `sol usdc`, `SOL-USDC`, `SOL → USDC`. */
const BETWEEN = /[\s/>→-]+/u;

/** The token that the word names, else those whose symbol starts with it. */
function meantBy(word: string): readonly Mint[] {
  const named = findToken(word);
  if (named !== undefined) return [named.mint];
  const start = word.replace(/^\$(?=.)/, '').toLowerCase();
  return knownTokens()
    .filter((token) => token.symbol.toLowerCase().startsWith(start))
    .map((token) => token.mint);
}

/**
 * Reads a search text. A text that names one token or a pair searches for those; any other text is the start of an order id or of a signature.
 * Undefined for an empty search.
 */
export function readSearch(text: string): OrderSearch | undefined {
  const prefix = text.trim().toLowerCase();
  if (prefix === '') return undefined;
  const words = text
    .split(BETWEEN)
    .filter((word) => word !== '')
    .map(meantBy);
  const named = (words.length === 1 || words.length === 2) && words.every((mints) => mints.length > 0);
  return named ? { kind: 'tokens', words } : { kind: 'prefix', prefix };
}
