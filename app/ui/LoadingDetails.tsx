/** The placeholder of a page of details: a heading and two panels. `heading` is the size of the first. */
export function LoadingDetails({ label, heading }: { label: string; heading: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3">
      <div className={`skeleton ${heading}`} />
      <div className="grid gap-2 lg:grid-cols-2">
        <div className="skeleton h-96" />
        <div className="skeleton h-96" />
      </div>
    </div>
  );
}
