import type { ReactNode } from 'react';

/** Drawn on a 16 × 16 grid; always beside words or a label, so hidden from screen readers. */
function Icon({ children, className = '' }: { children: ReactNode; className?: string }) {
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
      {children}
    </svg>
  );
}

type IconProps = { className?: string };

export const CheckIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3 8.5 3.2 3L13 4.8" />
  </Icon>
);
export const CrossIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m4 4 8 8m-8 0 8-8" />
  </Icon>
);
export const ChevronDownIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m4.5 6.5 3.5 3.5 3.5-3.5" />
  </Icon>
);
export const ArrowRightIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3 8h10M9 4l4 4-4 4" />
  </Icon>
);
export const ArrowLeftIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M13 8H3m4-4L3 8l4 4" />
  </Icon>
);
export const FlipIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5 3v10m0 0L2.5 10.5M5 13l2.5-2.5M11 13V3m0 0L8.5 5.5M11 3l2.5 2.5" />
  </Icon>
);
export const SwapRateIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 5.5h10m0 0L10 3m2.5 2.5L10 8M13.5 10.5h-10m0 0L6 8m-2.5 2.5L6 13" />
  </Icon>
);
export const WalletIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2.5 4.5h9.5a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5H4A1.5 1.5 0 0 1 2.5 12zm0 0A1.5 1.5 0 0 1 4 3h7.5M10.5 9h.5" />
  </Icon>
);
export const ListIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5.5 4h8m-8 4h8m-8 4h8M2.5 4h.01M2.5 8h.01M2.5 12h.01" />
  </Icon>
);
export const CopyIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6 6h7v7H6zM10 6V3H3v7h3" />
  </Icon>
);
export const WarningIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.5 14.2 13H1.8zM8 6.5v3m0 1.9v.01" />
  </Icon>
);
export const InfoIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 7.3v3.4M8 5.2v.01" />
  </Icon>
);
export const ClockIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="8" r="5.8" />
    <path d="M8 4.8V8l2.2 1.4" />
  </Icon>
);
export const EditIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m3 13 .6-2.8L11 2.8l2.2 2.2-7.4 7.4z" />
  </Icon>
);
export const ChartIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4.5 2.5v2m0 6v3m7-11v4m0 5v2M3 4.5h3v6H3zm7 2h3v5h-3z" />
  </Icon>
);
export const KeyIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="5" cy="11" r="2.5" />
    <path d="m6.8 9.2 5.7-5.7m-2 2 2 2m-3.5-.5 1.5 1.5" />
  </Icon>
);
export const PersonIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="5.2" r="2.7" />
    <path d="M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4" />
  </Icon>
);
export const SignOutIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M6.5 2.5H3v11h3.5M6 8h7.5m0 0L11 5.5M13.5 8 11 10.5" />
  </Icon>
);
export const RepeatIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3 8a5 5 0 0 1 8.5-3.5L13 6m0-3.2V6H9.8M13 8a5 5 0 0 1-8.5 3.5L3 10m0 3.2V10h3.2" />
  </Icon>
);
export const OutwardIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M9 3h4v4m0-4L7.5 8.5M11 9.5V13H3V5h3.5" />
  </Icon>
);
export const DownloadIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M8 2.5v7.5m0 0 3-3m-3 3-3-3M3 13h10" />
  </Icon>
);
export const FilterIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M2 4h12M4.5 8h7M7 12h2" />
  </Icon>
);
export const SearchIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0Zm-1.1 3.1 3.4 3.4" />
  </Icon>
);
/** Turns while something is in progress; still for readers who prefer no motion. */
export const SpinnerIcon = ({ className = '' }: IconProps) => (
  <Icon className={`motion-safe:animate-spin ${className}`}>
    <path d="M8 2.2A5.8 5.8 0 1 1 2.2 8" />
  </Icon>
);
