import { findToken, SOL, type Token } from '../../core/tokens/token.ts';

/** The minimum length of a beginning of a mint: shorter texts are searched as symbols or names. */
const SHORTEST_MINT = 6;

/** True when the typed text may mean the token: its exact name, else a part of a symbol or name, or the beginning of a mint. */
export function isTokenMeant(token: Token, typed: string): boolean {
  const text = typed.trim();
  const named = findToken(text);
  if (named !== undefined) return named === token;
  if (text.length >= SHORTEST_MINT && token.mint.startsWith(text)) return true;
  const words = text.replace(/^\$/, '').toLowerCase();
  const known = [token.symbol, token.name, `${token.symbol} ${token.name}`];
  if (token === SOL) known.push('wSOL', 'Wrapped SOL', 'Wrapped Solana');
  return known.some((name) => name.toLowerCase().includes(words));
}

/** True when the typed text may mean the pair: one of its tokens, or both as `SOL/USDC`, `sol-usdc`, `$SOL USDC`. */
export function isPairMeant(pair: { base: Token; quote: Token }, typed: string): boolean {
  const { base, quote } = pair;
  if (isTokenMeant(base, typed) || isTokenMeant(quote, typed)) return true;
  const [first = '', second = '', ...more] = typed.trim().split(/\s*[/\-\s]\s*/);
  if (first === '' || more.length > 0) return false;
  return isTokenMeant(base, first) && isTokenMeant(quote, second);
}
