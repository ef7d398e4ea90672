import type { ListedPool } from '../pools/all/pool.ts';
import { isKnownKind, kindOf } from '../pools/all/poolKinds.ts';
import type { ListedPoolBase, WireOf } from '../pools/listedPool.ts';
import { learnTokens, type Token } from '../tokens/token.ts';

/** The slots at which a token or pool was listed and, if so, withdrawn, and the change count of the listing at its last change. */
export type ListedSpan = {
  readonly openedSlot: number;
  readonly closedSlot: number | null;
  readonly change: number;
};
export type TokenEntry = Token & ListedSpan;
/** A pool in the listing: its constant part, in the form that its kind reads. */
export type PoolEntry = WireOf<ListedPoolBase> & ListedSpan;

/**
 * The listing, or its changes since a version. A version is the chain's genesis and the count of changes, `<genesis>:<count>`; versions are only
 * compared for equality.
 */
export type ListingUpdate = {
  readonly version: string;
  /** Null for the whole listing. */
  readonly since: string | null;
  readonly tokens: readonly TokenEntry[];
  readonly pools: readonly PoolEntry[];
};

/** Thrown when a change does not start at the known version: the caller must fetch the whole listing. */
export class ListingGap extends Error {
  override readonly name = 'ListingGap';
}

/** The listing of a process before it has received one. */
export const NO_LISTING = '';

/**
 * The listing of this process. There is one per process, and functions do not pass it along: the meaning of a mint or a pool's address never
 * changes, it only becomes known, so any code may look it up here.
 */
let whole: ListingUpdate = { version: NO_LISTING, since: null, tokens: [], pools: [] };
let byAddress: ReadonlyMap<string, ListedPool> = new Map();
let open: readonly ListedPool[] = [];
const listeners = new Set<() => void>();

/** The count within a version. */
function countOf(version: string): number {
  return Number(version.slice(version.lastIndexOf(':') + 1));
}

export function versionOf(opts: { readonly genesisHash: string; readonly change: number }): string {
  return `${opts.genesisHash}:${opts.change}`;
}

/** The changes of a whole listing after a version; the whole listing for a version of another chain, or a later version. */
export function listingSince(listing: ListingUpdate, version: string | undefined): ListingUpdate {
  const chainOf = (text: string) => text.slice(0, text.lastIndexOf(':'));
  if (version === undefined || chainOf(version) !== chainOf(listing.version)) return listing;
  const count = countOf(version);
  if (!(count <= countOf(listing.version))) return listing;
  const isNew = ({ change }: ListedSpan) => change > count;
  return { ...listing, since: version, tokens: listing.tokens.filter(isNew), pools: listing.pools.filter(isNew) };
}

/** Merges entries into the known ones. An entry that a whole listing no longer names was withdrawn, and stays known. */
function merged<E extends ListedSpan>(opts: {
  readonly before: readonly E[];
  readonly update: readonly E[];
  readonly isWhole: boolean;
  readonly change: number;
  readonly key: (entry: E) => string;
}): readonly E[] {
  const { before, update, isWhole, change, key } = opts;
  const entries = new Map(
    before.map((entry) => {
      const closed = { closedSlot: entry.closedSlot ?? entry.openedSlot, change };
      return [key(entry), isWhole ? { ...entry, ...closed } : entry];
    }),
  );
  for (const entry of update) entries.set(key(entry), entry);
  return [...entries.values()];
}

/**
 * Applies a listing, or a change of it. Leaves out pools of kinds that this version of the engine does not know. Throws ListingGap for a change
 * that does not start at the known version.
 */
export function learnListing(update: ListingUpdate): void {
  if (update.version === whole.version) return;
  if (update.since !== null && update.since !== whole.version) throw new ListingGap(update.since);
  const merging = { isWhole: update.since === null, change: countOf(update.version) };
  whole = {
    version: update.version,
    since: null,
    tokens: merged({ ...merging, before: whole.tokens, update: update.tokens, key: ({ mint }) => mint }),
    pools: merged({
      ...merging,
      before: whole.pools,
      update: update.pools.filter(({ kind }) => isKnownKind(kind)),
      key: ({ address }) => address,
    }),
  };
  learnTokens(
    whole.tokens.map(({ openedSlot, closedSlot, change, ...token }) => ({ ...token, isOpen: closedSlot === null })),
  );
  const pools = whole.pools.map(({ openedSlot, closedSlot, change, ...entry }) => ({
    // A kind gives pools of its kind; one that is known stays the same object.
    pool: byAddress.get(entry.address) ?? (kindOf(entry).readListed(entry) as ListedPool),
    isOpen: closedSlot === null,
  }));
  byAddress = new Map(pools.map(({ pool }) => [pool.address, pool]));
  open = pools.flatMap(({ pool, isOpen }) => (isOpen ? [pool] : []));
  for (const listener of listeners) listener();
}

/** The whole listing of this process, including withdrawn tokens and pools. The same object until it changes. */
export function knownListing(): ListingUpdate {
  return whole;
}

/** Calls the listener after each change of the listing. Returns a function that stops it. */
export function onListing(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The pools that trade, in the order of the listing. The same array until the listing changes. */
export function openPools(): readonly ListedPool[] {
  return open;
}

/** The pool at an address, open or withdrawn; undefined for one that was never listed. */
export function poolAt(address: string): ListedPool | undefined {
  return byAddress.get(address);
}

/** The pool at an address that is or was listed. Throws RangeError otherwise. */
export function listedPool(address: string): ListedPool {
  const pool = byAddress.get(address);
  if (pool === undefined) throw new RangeError(`no pool with the address ${address} is listed`);
  return pool;
}
