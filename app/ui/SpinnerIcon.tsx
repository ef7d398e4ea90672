/** Something is under way: turns, and stands still for who wants no motion. */
export function SpinnerIcon({ className = '' }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      className={`shrink-0 motion-safe:animate-spin ${className}`}
    >
      <path d="M8 2.2A5.8 5.8 0 1 1 2.2 8" />
    </svg>
  );
}
