import { type TrackedEnvelope, tracked } from '@trpc/server';
import { z } from 'zod';
import type { LiveItem } from '../../core/order/liveItem.ts';
import type { TraderUpdateItem } from '../../core/order/orderStream.ts';
import type { Identity } from '../auth/identity.ts';
import type { Engine } from '../engine.ts';
import { liveUpdateItem } from '../events/eventItems.ts';
import { mergedStream } from '../events/mergedStream.ts';
import { traderUpdateStream } from '../events/traderUpdateStream.ts';
import { marketStream } from '../market/marketStream.ts';
import { lastEventId } from './lastEventId.ts';
import { lineOf, paced } from './paced.ts';
import { createRouter, traderProcedure } from './trpc.ts';

type Source = TrackedEnvelope<TraderUpdateItem> | Exclude<LiveItem, { type: 'update' }>;

/**
 * All subscriptions of a page as one stream, because a browser allows six connections to a host, and over HTTP each stream takes one. Every item
 * has the trader's cursor, so that a stream that was cut resumes the trader's events without a gap; prices begin with a whole snapshot again.
 */
async function* everything(opts: {
  engine: Engine;
  identity: Identity;
  after: bigint | undefined;
  signal: AbortSignal;
}): AsyncGenerator<TrackedEnvelope<LiveItem>, void> {
  const { engine, identity, after, signal } = opts;
  let cursor: string | undefined;
  const updates = (signal: AbortSignal) => traderUpdateStream({ ...engine, identity, after, signal });
  async function* pools(signal: AbortSignal): AsyncGenerator<Source, void> {
    for await (const snapshot of marketStream({ market: engine.market, signal })) yield { type: 'pools', snapshot };
  }
  async function* index(signal: AbortSignal): AsyncGenerator<Source, void> {
    for await (const prices of engine.indexStream(signal)) yield { type: 'index', prices };
  }
  const early: LiveItem[] = [];
  for await (const item of mergedStream<Source>({ sources: [updates, pools, index], signal })) {
    if (Array.isArray(item)) {
      const [id, update] = item;
      cursor = id;
      yield tracked(cursor, liveUpdateItem(update));
      for (const known of early.splice(0)) yield tracked(cursor, known);
    } else if (cursor !== undefined) yield tracked(cursor, item);
    else early.push(item);
  }
}

export const liveRouter = createRouter({
  onAll: traderProcedure.input(z.strictObject({ lastEventId }).optional()).subscription(({ ctx, input, signal }) =>
    paced({
      line: lineOf(ctx),
      kind: 'live.onAll',
      most: 1,
      signal,
      stream: (signal) =>
        everything({
          engine: ctx.engine,
          identity: ctx.identity,
          after: input?.lastEventId === undefined || input.lastEventId === null ? undefined : BigInt(input.lastEventId),
          signal,
        }),
    }),
  ),
});
