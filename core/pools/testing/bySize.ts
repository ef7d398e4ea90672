import fc from 'fast-check';

/** Integers whose number of digits is uniform, so that small and large ones are equally likely. */
export function bySize(opts: { min: bigint; max: bigint }): fc.Arbitrary<bigint> {
  const bits = opts.max.toString(2).length;
  return fc
    .tuple(fc.integer({ min: opts.min.toString(2).length, max: bits }), fc.bigInt({ min: 0n, max: opts.max }))
    .map(([size, raw]) => {
      const value = raw >> BigInt(bits - size);
      return value < opts.min ? opts.min : value > opts.max ? opts.max : value;
    });
}
