/** Beside words or a label, so hidden from screen readers. */
export function DownloadIcon({ className = '' }: { className?: string }) {
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
      <path d="M8 2.5v7.5m0 0 3-3m-3 3-3-3M3 13h10" />
    </svg>
  );
}
