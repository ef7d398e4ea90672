import type { Locator } from 'playwright/test';

/** Pixels left above it, for its heading. */
const ABOVE_PX = 64;

/** Scrolls the box that contains an element, and nothing outside it, until the element is at its top. */
export async function showAtTop(target: Locator): Promise<void> {
  await target.evaluate((element, above) => {
    let box = element.parentElement;
    while (box !== null && !/auto|scroll/.test(getComputedStyle(box).overflowY)) box = box.parentElement;
    if (box === null) return;
    const top = element.getBoundingClientRect().top - box.getBoundingClientRect().top;
    box.scrollBy({ top: top - above, behavior: 'smooth' });
  }, ABOVE_PX);
}
