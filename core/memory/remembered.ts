/** Values made once by key, at most `limit` of them: the oldest is dropped first, and a promise when it is rejected. */
export class Remembered<Key, Value> {
  readonly #known = new Map<Key, Value>();
  constructor(readonly limit: number) {}

  get(key: Key, make: (key: Key) => Value): Value {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const made = make(key);
    if (made instanceof Promise) made.catch(() => this.#known.delete(key));
    if (this.#known.size >= this.limit) {
      for (const oldest of this.#known.keys()) {
        this.#known.delete(oldest);
        break;
      }
    }
    this.#known.set(key, made);
    return made;
  }
}
