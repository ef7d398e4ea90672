// @ts-check

/**
 * Where a venue or a kind of pool may be named: with the brands, in the folders of the kinds, in the lists, in the listing, in the chain's
 * models; and in tests, benchmarks and pictures.
 */
const ALLOWED = [
  /^core\/venues\//,
  /^core\/pools\/\w+\//,
  /^core\/market\/(listing|poolAccounts)\.ts$/,
  // A brand's token may bear its name.
  /^core\/tokens\/token\.ts$/,
  /^chain\/market\/models\/\w+\.ts$/,
  /^(bench|e2e|scripts)\//,
  /\/testing\//,
  /\.(test|itest|spec)\.tsx?$/,
];

/**
 * True where a file may name venues and kinds of pool.
 * @param {string} file relative to the repository, with forward slashes
 */
export function mayNameBrands(file) {
  return ALLOWED.some((place) => place.test(file));
}
