import type { OrderEventView } from '../../core/order/orderView.ts';

const PPM = 1_000_000n;

/** What the route of the last attempt that had one would give, base units; undefined before there was one. */
export function expectedOut(events: readonly OrderEventView[]): bigint | undefined {
  const building = events.findLast((event) => event.status === 'building');
  if (building?.status !== 'building' || building.data.decision.kind !== 'route') return undefined;
  return BigInt(building.data.decision.route.amountOut);
}

/** How much less was received than quoted, parts per million of the quote, towards zero; negative when it was more. */
export function shortfallOf(opts: { quoted: bigint; received: bigint }): number {
  return opts.quoted === 0n ? 0 : Number(((opts.quoted - opts.received) * PPM) / opts.quoted);
}
