import { type HashKey, halfSipHash } from './halfSipHash.ts';

/** One layer of noise: a random value every `period` slots, within ±amplitude, with a smooth transition from each to the next. */
export type NoiseLayer = { readonly period: number; readonly amplitude: number };

/** Fractions of a period are parts of this. */
const UNIT = 32_768;

/** The value at a lattice point: the hash's upper 24 bits spread over [-amplitude, amplitude]. Exact: 2^24 × (2 × amplitude + 1) < 2^53. */
function latticeValue(key: HashKey, stream: number, index: number, amplitude: number): number {
  const bits = halfSipHash(key, index, stream) >>> 8;
  return Math.floor((bits * (2 * amplitude + 1)) / 16_777_216) - amplitude;
}

/**
 * Layered smooth noise at a slot (negative ones too), an integer within ± the sum of the amplitudes. Between lattice points it follows 3u² − 2u³
 * with u in 1/32768. All in integers below 2^53, so that every machine gets the same: products stay below 2^47, and each quotient is either by a
 * power of two or made exact by taking the remainder off first. Amplitudes up to 2^27. `stream` (below 2^24) distinguishes series under the same
 * key.
 */
export function noiseAt(opts: {
  readonly key: HashKey;
  readonly stream: number;
  readonly layers: readonly NoiseLayer[];
  readonly slot: number;
}): number {
  let sum = 0;
  for (const [layer, { period, amplitude }] of opts.layers.entries()) {
    if (amplitude === 0) continue;
    const within = ((opts.slot % period) + period) % period;
    const index = (opts.slot - within) / period;
    const scaled = within * UNIT;
    const u = (scaled - (scaled % period)) / period;
    const smooth = Math.floor((u * u * (3 * UNIT - 2 * u)) / (UNIT * UNIT));
    const stream = opts.stream * 256 + layer;
    const from = latticeValue(opts.key, stream, index, amplitude);
    const to = latticeValue(opts.key, stream, index + 1, amplitude);
    sum += from + Math.floor(((to - from) * smooth) / UNIT);
  }
  return sum;
}
