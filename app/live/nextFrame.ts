/** Interval on a hidden page, which is not painted, milliseconds. */
const HIDDEN_MS = 250;

/** Calls once, at the next paint, or soon when the page is not painted. */
export function nextFrame(run: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, HIDDEN_MS);
}
