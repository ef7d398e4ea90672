import { chapters } from './chapters.ts';
import { demoSettings } from './stage/demoSettings.ts';
import { test } from './stage/stage.ts';

const wanted = demoSettings().chapters;

for (const [i, chapter] of chapters.entries()) {
  if (wanted.length > 0 && !wanted.includes(chapter.name)) continue;
  test.describe(chapter.name, () => {
    test.use({ part: { chapter, number: i + 1, of: chapters.length } });
    test(chapter.title, ({ scene }) => chapter.play(scene));
  });
}
