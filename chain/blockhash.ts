import { createHash } from 'node:crypto';
import { BLOCKHASH_VALID_SLOTS } from '../core/chain/slot.ts';
import { base58Encode } from '../core/transaction/base58.ts';

/** The blockhash of a slot: SHA-256 of the genesis hash and the slot (u64, little-endian). It is not stored. */
function blockhashAt(genesisHash: Uint8Array, slot: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(slot));
  return base58Encode(createHash('sha256').update(genesisHash).update(bytes).digest());
}

export type Blockhashes = {
  at(slot: number): string;
  /** The slot of a blockhash that is still valid at `slot`, else undefined. */
  slotOf(blockhash: string, slot: number): number | undefined;
};

/** The blockhashes of a chain, with a two-way cache for the latest slots. */
export function createBlockhashes(genesisHash: Uint8Array): Blockhashes {
  const slots = new Map<string, number>();
  const hashes = new Map<number, string>();
  let newest = -1;

  function at(slot: number): string {
    const known = hashes.get(slot);
    if (known !== undefined) return known;
    const hash = blockhashAt(genesisHash, slot);
    hashes.set(slot, hash);
    slots.set(hash, slot);
    return hash;
  }

  /** Caches the slots whose hashes are valid at `slot`, and drops older ones. */
  function advance(slot: number): void {
    if (slot <= newest) return;
    const oldest = Math.max(0, slot - BLOCKHASH_VALID_SLOTS);
    for (const [known, hash] of hashes) {
      if (known >= oldest) continue;
      hashes.delete(known);
      slots.delete(hash);
    }
    for (let next = Math.max(oldest, newest + 1); next <= slot; next++) at(next);
    newest = slot;
  }

  return {
    at,
    slotOf(blockhash, slot) {
      advance(slot);
      const found = slots.get(blockhash);
      return found !== undefined && found <= slot && slot - found <= BLOCKHASH_VALID_SLOTS ? found : undefined;
    },
  };
}
