import { knownListing, listingSince } from '../../core/market/listing.ts';
import { encodeMarket, type Market } from '../../core/market/snapshot.ts';
import type { MarketItem, MarketSnapshot } from '../../core/market/snapshotSchema.ts';
import { sharedItem } from '../sharedJson.ts';
import { changes } from './changes.ts';
import type { MarketSource } from './marketSource.ts';

/** The wire form of a step to a market from an earlier slot, made once for all subscribers that take the same step. */
const steps = new WeakMap<Market, Map<number | undefined, MarketItem>>();

function stepTo(opts: { market: Market; previous: Market | undefined }): MarketItem {
  const { market, previous } = opts;
  const known = steps.get(market) ?? new Map<number | undefined, MarketItem>();
  steps.set(market, known);
  const snapshot =
    known.get(previous?.slot) ?? sharedItem({ ...encodeMarket({ market, previous }), ...listingStep(opts) });
  known.set(previous?.slot, snapshot);
  return snapshot;
}

/** What of the listing the subscriber has to learn with the step; nothing when it is the same. */
function listingStep({
  market,
  previous,
}: {
  market: Market;
  previous: Market | undefined;
}): Pick<MarketItem, 'listing'> {
  if (previous?.listingVersion === market.listingVersion) return {};
  return { listing: listingSince(knownListing(), previous?.listingVersion) };
}

/** The whole market, as one snapshot. */
export function wholeMarket(market: Market): MarketSnapshot {
  const { listing, ...snapshot } = stepTo({ market, previous: undefined });
  return snapshot;
}

/**
 * The market as a subscription, with the listing that it is of: the whole first, then what changed since the item before. A subscriber that is slower than the slots
 * skips those between, and gets one delta over them. Waits while the chain can't be reached.
 */
export async function* marketStream(opts: {
  market: MarketSource;
  signal: AbortSignal;
}): AsyncGenerator<MarketItem, void> {
  const { market, signal } = opts;
  let sent: Market | undefined;
  for await (const _ of changes({ listen: market.onSnapshot, signal })) {
    const current = market.current();
    if (current === undefined || current.slot === sent?.slot) continue;
    // A chain that starts anew counts from a lower slot: no delta leads there.
    const previous = sent !== undefined && current.slot > sent.slot ? sent : undefined;
    sent = current;
    yield stepTo({ market: current, previous });
  }
}
