import { setTimeout as wait } from 'node:timers/promises';
import { NOMINAL_SLOT_MS } from '../core/chain/slot.ts';
import type { Logger } from '../runtime/logger.ts';
import type { ChainNode, MadeSlot } from './chainNode.ts';

/** With slot time 0: an idle chain makes a slot this often, and a busy one not more often than this. Milliseconds. */
const IDLE_SLOT_MS = 50;
const BUSY_SLOT_MS = 10;

/** After a slot that could not be made (the database is away), the next is tried so much later. */
const RETRY_MS = 200;

export type SlotLoop = {
  /** Says that something waits to land. */
  wake(): void;
  /** Unix milliseconds when the latest slot was committed. */
  lastSlotAt(): number;
  /** Ends the loop; resolves when the slot in the making is done. */
  stop(): Promise<void>;
};

/**
 * Makes slots: one every `slotTimeMs`, at the times that the wall clock since genesis sets. With 0, one as soon as something waits (a
 * crowd shares it, since the next comes 10 ms later at the earliest), else every 50 ms.
 */
export function startSlotLoop(opts: {
  readonly node: ChainNode;
  readonly slotTimeMs: number;
  readonly logger: Logger;
  /** Called with each slot once it is committed. */
  readonly onSlot: (made: MadeSlot) => void;
}): SlotLoop {
  const { node, slotTimeMs, logger, onSlot } = opts;
  const stopping = new AbortController();
  let lastSlotAt = Date.now();
  let lastStart = 0;
  let waiting = false;
  let wakeUp: (() => void) | undefined;

  async function pause(ms: number): Promise<void> {
    await wait(Math.max(0, ms), undefined, { signal: stopping.signal }).catch(() => undefined);
  }

  function untilWokenOr(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        stopping.signal.removeEventListener('abort', done);
        wakeUp = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      wakeUp = done;
      stopping.signal.addEventListener('abort', done);
    });
  }

  async function untilNextSlot(): Promise<void> {
    if (slotTimeMs > 0) {
      // A head that is ahead of the wall clock (its slots were shorter once) goes on at the ordinary pace.
      const next = node.genesis.unixMs + (node.headSlot() + 1) * slotTimeMs;
      await pause(Math.min(slotTimeMs, next - Date.now()));
      return;
    }
    if (!waiting) await untilWokenOr(IDLE_SLOT_MS);
    const rest = lastStart + BUSY_SLOT_MS - Date.now();
    if (rest > 0) await pause(rest);
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await untilNextSlot();
      if (stopping.signal.aborted) return;
      lastStart = Date.now();
      waiting = false;
      try {
        const wallSlot = Math.floor((lastStart - node.genesis.unixMs) / (slotTimeMs || NOMINAL_SLOT_MS));
        onSlot(await node.makeSlot(wallSlot));
        lastSlotAt = Date.now();
      } catch (error) {
        logger.warn({ err: error }, 'a slot could not be made');
        await pause(RETRY_MS);
      }
    }
  }

  const running = run();
  return {
    wake() {
      waiting = true;
      wakeUp?.();
    },
    lastSlotAt: () => lastSlotAt,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
