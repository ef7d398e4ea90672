/** A placeholder in the size of the chart until there is something to draw. */
export function ChartSkeleton() {
  return (
    <div
      aria-hidden="true"
      className="absolute inset-0 flex items-end gap-1.5 overflow-hidden px-4 pt-16 pb-8 opacity-60"
    >
      {HEIGHTS.map(({ id, height }) => (
        <span key={id} className="skeleton min-w-1.5 flex-1" style={{ height: `${height}%` }} />
      ))}
    </div>
  );
}

const HEIGHTS = [38, 44, 41, 52, 58, 49, 46, 55, 63, 60, 71, 66, 58, 62, 69, 75, 68, 61, 57, 64, 59, 53, 60, 67].map(
  (height, i) => ({ id: `bar-${i}`, height }),
);
