import { z } from 'zod';
import {
  type ListedSpan,
  type ListingUpdate,
  type PoolEntry,
  type TokenEntry,
  versionOf,
} from '../../core/market/listing.ts';
import { listedTokenSchema } from '../../core/market/listingSchema.ts';
import type { ListedPool } from '../../core/pools/all/pool.ts';
import { isKnownKind, kindOf } from '../../core/pools/all/poolKinds.ts';
import { programOf } from '../../core/pools/all/poolPrograms.ts';
import type { Token } from '../../core/tokens/token.ts';

/** Digits of a reference price after the point: it is kept as USDC × 10^18. */
const PRICE_DIGITS = 18;

/** How a token's fair price moves: its reference in USDC per whole token, its noise in percent of the default, and the noise's stream. */
export const tokenSimulation = z.strictObject({
  referencePrice: z
    .string()
    .regex(/^(0|[1-9][0-9]{0,8})(\.[0-9]{1,18})?$/, { error: 'must be a decimal text of USDC per whole token' })
    .transform((text) => {
      const [whole = '', part = ''] = text.split('.');
      return BigInt(whole + part.padEnd(PRICE_DIGITS, '0'));
    })
    .refine((price) => price > 0n, { error: 'must be above 0' }),
  livelinessPercent: z.int().min(0).max(1_000),
  /** By the mint when not given. */
  stream: z.int().min(1).max(1_023).optional(),
});

/** How far a pool may deviate from the fair price, in percent of the default, and its depth in the form of its kind's model. */
export const poolSimulation = z.strictObject({ spreadPercent: z.int().min(0).max(1_000), depth: z.unknown() });

export type ChainToken = { readonly token: Token; readonly simulation: z.output<typeof tokenSimulation> };
export type ChainPool = {
  readonly listed: ListedPool;
  readonly isOpen: boolean;
  readonly simulation: z.output<typeof poolSimulation>;
};

/** The chain's listing, with the data that the simulation of prices and pools needs. */
export type ChainListing = {
  readonly version: string;
  /** The public part: the whole listing. */
  readonly update: ListingUpdate;
  /** Open and withdrawn ones, in the order of the listing. */
  readonly tokens: readonly ChainToken[];
  readonly pools: readonly ChainPool[];
};

/** A row of chain.listing. */
export type ListingRow = ListedSpan & {
  readonly address: string;
  readonly kind: string;
  readonly listed: unknown;
  readonly simulation: unknown;
};

export const TOKEN = 'token';

/** The listing of rows in their order. Pools of kinds that this version does not know are left out. Throws ZodError for a row out of shape. */
export function chainListingOf(opts: {
  readonly genesisHash: string;
  readonly rows: readonly ListingRow[];
}): ChainListing {
  const tokens: ChainToken[] = [];
  const pools: ChainPool[] = [];
  const update = { tokens: [] as TokenEntry[], pools: [] as PoolEntry[] };
  let change = 0;
  for (const row of opts.rows) {
    const span = { openedSlot: row.openedSlot, closedSlot: row.closedSlot, change: row.change };
    change = Math.max(change, row.change);
    if (row.kind === TOKEN) {
      const token = listedTokenSchema.parse(row.listed);
      tokens.push({ token, simulation: tokenSimulation.parse(row.simulation) });
      update.tokens.push({ ...token, ...span });
    } else if (isKnownKind(row.kind)) {
      const entry = programOf(row).listedSchema.parse(row.listed);
      // A kind gives pools of its kind.
      const listed = kindOf(row).readListed(entry) as ListedPool;
      pools.push({ listed, isOpen: row.closedSlot === null, simulation: poolSimulation.parse(row.simulation) });
      update.pools.push({ ...entry, ...span });
    }
  }
  const version = versionOf({ genesisHash: opts.genesisHash, change });
  return { version, update: { version, since: null, ...update }, tokens, pools };
}
