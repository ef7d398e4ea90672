/**
 * How well a command fits what was typed, from 0 (not shown) to 1: every word typed begins one of the command's words, those of its label before
 * those by which it is found besides. No letters are skipped, so that nothing unmeant stays in the list.
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
