import { readdirSync, readFileSync } from 'node:fs';
import { type ListingUpdate, learnListing, openPools, type PoolEntry, versionOf } from '../market/listing.ts';
import type firstFile from '../market/usualListing/00-usual.json';
import type { ListedPool } from '../pools/all/pool.ts';
import { listedToken, type Mint, openTokens, type Token } from '../tokens/token.ts';

/** The usual listing, which every test process has from its start (vitest.config.ts), like the answer of a chain whose listing never changed. */

const FOLDER = new URL('../market/usualListing/', import.meta.url);
const files = readdirSync(FOLDER)
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Partial<typeof firstFile>);

/** The tokens and pools that a new chain lists: all files of the folder in one. */
export const USUAL = {
  tokens: files.flatMap(({ tokens = [] }) => tokens),
  pools: files.flatMap(({ pools = [] }) => pools),
};

const span = { openedSlot: 0, closedSlot: null, change: 1 };
const symbolOf = new Map(USUAL.tokens.map(({ mint, symbol }) => [mint, symbol]));

export const USUAL_LISTING: ListingUpdate = {
  version: versionOf({ genesisHash: 'usual', change: 1 }),
  since: null,
  tokens: USUAL.tokens.map(({ simulation, mint, ...token }) => ({ ...token, mint: mint as Mint, ...span })),
  pools: USUAL.pools.map(({ simulation, ...pool }) => {
    const pair = `${symbolOf.get(pool.mintX)}/${symbolOf.get(pool.mintY)}`;
    return { ...pool, pair, ...span } as unknown as PoolEntry;
  }),
};
learnListing(USUAL_LISTING);

export const LISTED_POOLS: readonly ListedPool[] = openPools();
export const TOKENS: readonly Token[] = openTokens();

const named = (symbol: string): Token =>
  listedToken(USUAL.tokens.find((token) => token.symbol === symbol)?.mint ?? symbol);
export const USDT = named('USDT');
export const JUP = named('JUP');
export const BONK = named('BONK');
export const RAY = named('RAY');
