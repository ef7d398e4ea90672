/**
 * How well a command matches the typed text, from 0 (not shown) to 1: every typed word must begin one of the command's words. Words of its label
 * rank before its other search words. No letters are skipped, so that the list shows no accidental matches.
 */
export function paletteScore(search: string, [label = '', ...others]: readonly string[]): number {
  const typed = wordsOf(search);
  const ofLabel = wordsOf(label);
  const all = [...ofLabel, ...others.flatMap(wordsOf)];
  const beginsOne = (words: readonly string[]) => (part: string) => words.some((word) => word.startsWith(part));
  if (!typed.every(beginsOne(all))) return 0;
  return typed.every(beginsOne(ofLabel)) ? 1 : 0.5;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
