import type { ListedPool } from '../pools/all/pool.ts';
import { isKnownKind, kindOf } from '../pools/all/poolKinds.ts';
import type { ListedPoolBase, WireOf } from '../pools/listedPool.ts';
import { learnTokens, type Token } from '../tokens/token.ts';

/** Since when something is listed, until when if it was withdrawn, and at which count of the listing's changes it last changed. */
export type ListedSpan = {
  readonly openedSlot: number;
  readonly closedSlot: number | null;
  readonly change: number;
};
export type TokenEntry = Token & ListedSpan;
/** A pool as the listing carries it: what never changes, in the form that its kind reads. */
export type PoolEntry = WireOf<ListedPoolBase> & ListedSpan;

/**
 * The listing, or what of it changed since a version. A version is the chain's genesis and the count of its changes, `<genesis>:<count>`; two
 * of them are compared for equality alone.
 */
export type ListingUpdate = {
  readonly version: string;
  /** Null when this is all of it. */
  readonly since: string | null;
  readonly tokens: readonly TokenEntry[];
  readonly pools: readonly PoolEntry[];
};

/** Thrown when a change does not start at the version that is known: ask for the whole listing. */
export class ListingGap extends Error {
  override readonly name = 'ListingGap';
}

/** What a process knows before it has heard of any listing. */
export const NO_LISTING = '';

/**
 * The listing as this process knows it. One for the process, as facts are: what a mint or a pool's address means never changes, it only comes to
 * be known, and so may be asked for anywhere without being passed along.
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

/** What of a whole listing changed after a version; all of it for a version of another chain, or of the future. */
export function listingSince(listing: ListingUpdate, version: string | undefined): ListingUpdate {
  const chainOf = (text: string) => text.slice(0, text.lastIndexOf(':'));
  if (version === undefined || chainOf(version) !== chainOf(listing.version)) return listing;
  const count = countOf(version);
  if (!(count <= countOf(listing.version))) return listing;
  const isNew = ({ change }: ListedSpan) => change > count;
  return { ...listing, since: version, tokens: listing.tokens.filter(isNew), pools: listing.pools.filter(isNew) };
}

/** Entries laid over those before. What a whole listing no longer names was withdrawn, and stays known. */
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
 * Takes the listing, or a change of it. Pools of kinds that this version of the engine does not know are left out. Throws ListingGap for a
 * change that does not start at the known version.
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

/** The whole listing as this process knows it, withdrawn tokens and pools among it. The same object until it changes. */
export function knownListing(): ListingUpdate {
  return whole;
}

/** Calls the listener after each change of the listing; returns what ends that. */
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
