/** Beside words or a label, so hidden from screen readers. */
export function RepeatIcon({ className = '' }: { className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      className={`shrink-0 ${className}`}
    >
      <path d="M3 7.5a5 5 0 0 1 8.8-2.6L13 6.2M13 3v3.2H9.8M13 8.5a5 5 0 0 1-8.8 2.6L3 9.8M3 13V9.8h3.2" />
    </svg>
  );
}
