/** The name of a kind's folder: `raydiumCpmm` for `raydium-cpmm`. The chain's model and the tests' samples are found by it. */
export function poolFolder(kind: string): string {
  return kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
