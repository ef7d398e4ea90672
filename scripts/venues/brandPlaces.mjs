// @ts-check

/**
 * The places that may name a venue or a kind of pool: the brands, the folders of the kinds, the lists, the listing, the chain's
 * models; and in tests, benchmarks and pictures.
 */
const ALLOWED = [
  /^core\/venues\//,
  /^core\/pools\/\w+\//,
  /^core\/market\/(listing|poolAccounts)\.ts$/,
  // A brand's token may have its name.
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
