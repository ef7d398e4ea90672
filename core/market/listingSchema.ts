import { z } from 'zod';
import { isKnownKind } from '../pools/all/poolKinds.ts';
import { programOf } from '../pools/all/poolPrograms.ts';
import { listedBase, mintAddress } from '../pools/listedSchema.ts';

/** The listing's wire form. In a separate file, so that the browser, which trusts its server, need not load the checks. */

const count = z.int().min(0);

/** The listing's entry of a token. The symbol is ASCII, because letters of other alphabets look similar. */
export const listedTokenSchema = z.strictObject({
  symbol: z.string().regex(/^[A-Za-z0-9]{1,12}$/, { error: 'must be 1 to 12 letters and digits of ASCII' }),
  name: z.string().min(1).max(40),
  mint: mintAddress,
  decimals: z.int().min(0).max(12),
});

const span = { openedSlot: count, closedSlot: count.nullable(), change: count };
/** A pool, checked against its kind's schema when this version knows the kind; a newer chain may have other kinds. */
const poolEntry = z.looseObject({ ...listedBase, ...span, kind: z.string() }).check((ctx) => {
  const { openedSlot, closedSlot, change, ...listed } = ctx.value;
  if (!isKnownKind(listed.kind)) return;
  for (const { path, message } of programOf(listed).listedSchema.safeParse(listed).error?.issues ?? [])
    ctx.issues.push({ code: 'custom', path, message, input: ctx.value });
});

/** The listing as the chain, or a server, answers it. */
export const listingUpdate = z.strictObject({
  version: z.string().max(100),
  since: z.string().max(100).nullable(),
  tokens: z.array(listedTokenSchema.extend(span)).readonly(),
  pools: z.array(poolEntry).readonly(),
});

type Span = { openedSlot: number; closedSlot: number | null; change: number };
type ListingView = {
  version: string;
  since: string | null;
  tokens: readonly ({ symbol: string; name: string; mint: string; decimals: number } & Span)[];
  pools: readonly ({
    [parameter: string]: unknown;
    kind: string;
    address: string;
    pair: string;
    mintX: string;
    mintY: string;
  } & Span)[];
};

/** The same in plain types, for answers to clients: the client package does not import ours. */
export const listingView: z.ZodType<ListingView> = listingUpdate.describe(
  'Tokens and pools, whole or what changed since a version.',
);
