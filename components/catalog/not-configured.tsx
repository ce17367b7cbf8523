/** In the place of a setting that nobody made. */
export function NotConfigured() {
  return <span className="text-[12px] text-ink-3">Not configured</span>;
}
