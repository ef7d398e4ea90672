import type { Locator } from 'playwright/test';

/** What is left above it, for its heading. */
const ABOVE_PX = 64;

/** Scrolls the box that an element lies in, and nothing around that, until the element is at its top. */
export async function showAtTop(target: Locator): Promise<void> {
  await target.evaluate((element, above) => {
    let box = element.parentElement;
    while (box !== null && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement;
    if (box === null) return;
    const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollBy({ top: top - above, behavior: 'smooth' });
  }, ABOVE_PX);
}
