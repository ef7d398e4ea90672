import { z } from 'zod';
import { indexPrices } from '../market/candleSchema.ts';
import { marketItem } from '../market/snapshotSchema.ts';
import { traderUpdateItem } from './orderStream.ts';

/** An item of `live.onAll`, the one stream with everything that a page follows. */
const liveItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('pools'), snapshot: marketItem }),
  z.object({ type: z.literal('index'), prices: indexPrices }),
  z.object({ type: z.literal('update'), update: traderUpdateItem }),
]);
export type LiveItem = z.infer<typeof liveItem>;
