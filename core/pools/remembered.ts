import type { Address } from '@solana/kit';

/** A map that forgets its oldest entries: derived addresses cost a hash and a curve check each, and the same few come again. */
export class Remembered {
  readonly #known = new Map<string, Promise<Address>>();
  constructor(readonly limit: number) {}
  get(key: string, derive: () => Promise<Address>): Promise<Address> {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const derived = derive();
    derived.catch(() => this.#known.delete(key));
    if (this.#known.size >= this.limit) {
      for (const oldest of this.#known.keys()) {
        this.#known.delete(oldest);
        break;
      }
    }
    this.#known.set(key, derived);
    return derived;
  }
}
