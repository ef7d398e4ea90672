import { type ListingUpdate, learnListing, openPools, type PoolEntry, versionOf } from '../market/listing.ts';
import usual from '../market/usualListing.json' with { type: 'json' };
import type { ListedPool } from '../pools/all/pool.ts';
import { listedToken, type Mint, openTokens, type Token } from '../tokens/token.ts';

/** The usual listing, known to every test from its start (vitest.config.ts): as if a chain that was never changed had answered with it. */

const span = { openedSlot: 0, closedSlot: null, change: 1 };
const symbolOf = new Map(usual.tokens.map(({ mint, symbol }) => [mint, symbol]));

export const USUAL_LISTING: ListingUpdate = {
  version: versionOf({ genesisHash: 'usual', change: 1 }),
  since: null,
  tokens: usual.tokens.map(({ simulation, mint, ...token }) => ({ ...token, mint: mint as Mint, ...span })),
  pools: usual.pools.map(({ simulation, ...pool }) => {
    const pair = `${symbolOf.get(pool.mintX)}/${symbolOf.get(pool.mintY)}`;
    return { ...pool, pair, ...span } as unknown as PoolEntry;
  }),
};
learnListing(USUAL_LISTING);

export const LISTED_POOLS: readonly ListedPool[] = openPools();
export const TOKENS: readonly Token[] = openTokens();

const named = (symbol: string): Token =>
  listedToken(usual.tokens.find((token) => token.symbol === symbol)?.mint ?? symbol);
export const USDT = named('USDT');
export const JUP = named('JUP');
export const BONK = named('BONK');
export const RAY = named('RAY');
