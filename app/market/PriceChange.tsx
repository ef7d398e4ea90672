import { formatPercent } from '../../core/amounts/format.ts';

/**
 * A change as it is written: sign, arrow and words beside the colour, so that it needs no eye for red and green. Digits that
 * run from right to left stay within it.
 */
export function PriceChange({ ppm, locale }: { ppm: number | undefined; locale: string }) {
  if (ppm === undefined) return <span className="text-muted">–</span>;
  const text = formatPercent({ ppm: Math.abs(ppm), locale, fixed: true });
  // A change that rounds to zero counts as none.
  if (Math.abs(ppm) < 50) {
    return (
      <bdi className="text-muted">
        <span className="sr-only">unchanged </span>
        {text}
      </bdi>
    );
  }
  const isUp = ppm > 0;
  return (
    <bdi className={`whitespace-nowrap ${isUp ? 'text-good' : 'text-bad'}`}>
      <span aria-hidden="true" className="mr-0.5 text-[0.7em]">
        {isUp ? '▲' : '▼'}
      </span>
      <span className="sr-only">{isUp ? 'up ' : 'down '}</span>
      <span aria-hidden="true">{isUp ? '+' : '−'}</span>
      {text}
    </bdi>
  );
}
