import type { RestingOrders } from '../../drizzle/restingOrders.ts';
import type { Entry } from './entry.ts';

/** How many watermarks one statement stores, and how many are stored after one look. */
const TOGETHER = 500;
const AFTER_A_LOOK = 2_000;

/** The raised watermarks of trailing stops that are not stored yet. */
export type WatermarkStore = {
  raised(entry: Entry): void;
  /** Stores those that wait for longest; where very many rise at once, the others follow after the next calls. Throws EngineError UNAVAILABLE. */
  store(most?: number): Promise<void>;
};

export function createWatermarkStore(resting: Pick<RestingOrders, 'raiseWatermarks'>): WatermarkStore {
  const waiting = new Set<Entry>();

  return {
    raised: (entry) => void waiting.add(entry),
    async store(most = AFTER_A_LOOK) {
      for (let stored = 0; stored < most && waiting.size > 0; stored += TOGETHER) {
        const some = [...waiting].slice(0, TOGETHER);
        for (const entry of some) waiting.delete(entry);
        try {
          await resting.raiseWatermarks(
            some.flatMap(({ order: { orderId, version }, watermark }) =>
              watermark === undefined ? [] : [{ orderId, version, watermark }],
            ),
          );
        } catch (error) {
          for (const entry of some) waiting.add(entry);
          throw error;
        }
      }
    },
  };
}
