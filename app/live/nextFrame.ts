/** A page that is not painted, being hidden, goes on at this pace, milliseconds. */
const HIDDEN_MS = 250;

/** Calls once: when the page is painted next, or soon when it is not painted at all. */
export function nextFrame(run: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_MS);
}
