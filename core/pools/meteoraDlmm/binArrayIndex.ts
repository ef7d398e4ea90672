/** The number of bins in one bin array account. */
const BINS_PER_ARRAY = 70;

/** The bin array that holds a bin (floored towards minus infinity, as the program does). */
export function binArrayIndexOf(binId: number): number {
  return Math.floor(binId / BINS_PER_ARRAY);
}
