/** The product's sign; its name stands beside it or in the label of its link. */
export function ProductMark({ className = "" }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M5 18h5l3-9 5 15 3-8h6" fill="none" stroke="var(--on-accent)" strokeWidth="2.6" />
    </svg>
  );
}
