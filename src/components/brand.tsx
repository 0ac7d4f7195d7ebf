/** The mark: a keel under a line that is held level. */
export function Mark({ size = 20 }: { size?: number }) {
  return (
    <svg aria-hidden width={size} height={size} viewBox="0 0 20 20" className="shrink-0">
      <rect width="20" height="20" rx="5" className="fill-accent" />
      <path
        d="M5 7.25h10M5 7.25c0 4 2.2 6.5 5 6.5s5-2.5 5-6.5M10 4.5v9.25"
        fill="none"
        strokeWidth="1.6"
        strokeLinecap="round"
        className="stroke-on-accent"
      />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2 text-base font-semibold tracking-tight text-ink">
      <Mark />
      Steward
    </span>
  );
}
