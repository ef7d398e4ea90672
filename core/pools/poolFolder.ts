/** What a kind's folder is called: of `raydium-cpmm`, `raydiumCpmm`. The chain's model and the tests' samples are found by it. */
export function poolFolder(kind: string): string {
  return kind.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
