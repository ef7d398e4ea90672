import type { DecodedTransaction } from '../core/transaction/decodeTransaction.ts';

/** An accepted transaction that waits to land. */
export type Waiting = {
  readonly transaction: DecodedTransaction;
  /** Slot of its blockhash. */
  readonly blockhashSlot: number;
  /** The first slot that it may land in. */
  readonly dueSlot: number;
  /** Unix milliseconds. */
  readonly receivedAt: number;
};

export type Mempool = {
  has(signature: string): boolean;
  add(waiting: Waiting): void;
  remove(signature: string): void;
  /** The transactions that may land in a slot, in order of arrival. */
  due(slot: number): readonly Waiting[];
  readonly size: number;
};

/** Accepted transactions in order of arrival, in memory only: a chain that dies loses them, and senders send again. */
export function createMempool(): Mempool {
  const waiting = new Map<string, Waiting>();
  return {
    has: (signature) => waiting.has(signature),
    add: (one) => void waiting.set(one.transaction.signature, one),
    remove: (signature) => void waiting.delete(signature),
    due: (slot) => [...waiting.values()].filter((one) => one.dueSlot <= slot),
    get size() {
      return waiting.size;
    },
  };
}
