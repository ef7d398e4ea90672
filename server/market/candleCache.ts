import type { CandlesRequest, IndexCandles } from '../../core/chain/chainApi.ts';
import { EngineError } from '../../core/errors/engineError.ts';
import { CANDLE_SECONDS } from '../../core/market/candle.ts';
import type { Candle } from '../../core/market/candleSchema.ts';

/** Candles are asked for and kept in blocks of so many, which begin at multiples of their length. */
export const BLOCK_CANDLES = 250;
/** Blocks that are kept: about 25 MB. */
const MOST_BLOCKS = 400;
/** Questions that wait for the chain; each takes it some hundredths of a second. */
const MOST_WAITING = 50;

/** `final` are candles that will never change, from the block's start on without a gap; `tail` those after them as of slot `tailSlot`. */
type Block = {
  final: readonly Candle[];
  tail: readonly Candle[];
  tailSlot: number | undefined;
  asking: Promise<void> | undefined;
};

/** A block's place: candles start in [from, to). */
type Place = Omit<CandlesRequest, 'from' | 'to'> & {
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
};

export type CandleCache = {
  /** Candles that start in [from, to), Unix seconds, ascending. Throws EngineError MARKET_UNAVAILABLE. */
  candles(request: CandlesRequest): Promise<readonly Candle[]>;
};

function placesOf({ base, quote, interval, from, to }: CandlesRequest): Place[] {
  const seconds = CANDLE_SECONDS[interval];
  const length = seconds * BLOCK_CANDLES;
  const places: Place[] = [];
  for (let start = Math.floor(from / length) * length; start < to; start += length)
    places.push({ base, quote, interval, seconds, from: start, to: start + length });
  return places;
}

/**
 * The candles of the chain, each asked for once when it is past: it never changes then. The chain is asked one question at a time, whoever
 * asks and however many; the candles in the making are asked for once a slot for everybody.
 */
export function createCandleCache(opts: {
  ask(request: CandlesRequest): Promise<IndexCandles>;
  /** The newest slot that is known; undefined while there is none. */
  slot(): number | undefined;
}): CandleCache {
  const blocks = new Map<string, Block>();
  let newestSlot = 0;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function askInTurn(request: CandlesRequest): Promise<IndexCandles> {
    if (waiting >= MOST_WAITING) throw new Error('too many questions for candles wait');
    waiting += 1;
    const answer = last
      .then(() => opts.ask(request))
      .finally(() => {
        waiting -= 1;
      });
    last = answer.catch(() => undefined);
    return answer;
  }

  /** The block at a place, made the newest in use. */
  function blockAt({ base, quote, interval, from }: Place): Block {
    const key = `${base} ${quote} ${interval} ${from}`;
    const block = blocks.get(key) ?? { final: [], tail: [], tailSlot: undefined, asking: undefined };
    blocks.delete(key);
    blocks.set(key, block);
    for (const oldest of blocks.keys()) {
      if (blocks.size <= MOST_BLOCKS) break;
      blocks.delete(oldest);
    }
    return block;
  }

  async function extend(block: Block, place: Place): Promise<void> {
    const slot = opts.slot();
    const { base, quote, interval, seconds, to } = place;
    const from = place.from + block.final.length * seconds;
    const { candles, finalBefore } = await askInTurn({ base, quote, interval, from, to });
    // The chain leaves none out; an answer that did would be kept for good.
    const gapless = candles.filter(({ time }, i) => time === from + i * seconds && time + seconds <= finalBefore);
    block.final = [...block.final, ...gapless];
    block.tail = candles.slice(gapless.length);
    block.tailSlot = slot;
  }

  async function load(place: Place): Promise<readonly Candle[]> {
    const block = blockAt(place);
    if (block.final.length === BLOCK_CANDLES) return block.final;
    const slot = opts.slot();
    if (block.tailSlot === undefined || block.tailSlot !== slot) {
      block.asking ??= extend(block, place).finally(() => {
        block.asking = undefined;
      });
      await block.asking;
    }
    return [...block.final, ...block.tail];
  }

  /** A slot that went back is another chain's, which has another past. */
  function forgetOtherChains(): void {
    const slot = opts.slot() ?? newestSlot;
    if (slot < newestSlot) blocks.clear();
    newestSlot = slot;
  }

  return {
    async candles(request) {
      forgetOtherChains();
      try {
        const loaded = await Promise.all(placesOf(request).map(load));
        return loaded.flat().filter(({ time }) => time >= request.from && time < request.to);
      } catch (error) {
        throw new EngineError({ code: 'MARKET_UNAVAILABLE', cause: error });
      }
    },
  };
}
