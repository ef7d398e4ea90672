import type { Chapter } from './chapter.ts';
import { chapters } from './chapters.ts';
import { demoSettings } from './stage/demoSettings.ts';
import { test } from './stage/stage.ts';

const { chapters: wanted, film } = demoSettings();
const isPlayed = ({ name }: Chapter) => wanted.length === 0 || wanted.includes(name);

test.beforeAll(() => {
  if (film) return;
  for (const chapter of chapters.filter(isPlayed)) chapter.early?.();
});

for (const [i, chapter] of chapters.entries()) {
  if (!isPlayed(chapter)) continue;
  test.describe(chapter.name, () => {
    test.use({ part: { chapter, number: i + 1, of: chapters.length } });
    test(chapter.title, ({ scene }) => chapter.play(scene));
  });
}
