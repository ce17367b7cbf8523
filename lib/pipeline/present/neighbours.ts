/** What comes before and after one of a list; null at its ends, and both where it is not in it. */
export function neighbours<T extends { readonly code: string; readonly name: string }>(
  all: readonly T[],
  code: string,
): { readonly previous: T | null; readonly next: T | null } {
  const sorted = [...all].sort((a, b) => a.name.localeCompare(b.name, "en") || a.code.localeCompare(b.code));
  const at = sorted.findIndex((each) => each.code === code);
  if (at < 0) return { previous: null, next: null };
  return { previous: sorted[at - 1] ?? null, next: sorted[at + 1] ?? null };
}
