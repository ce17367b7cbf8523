/** The value below which so much of the sorted ones lies, between neighbours by their distance. */
export function sortedQuantile(sorted: Float64Array, share: number): number {
  const at = Math.max(0, Math.min(sorted.length - 1, share * (sorted.length + 1) - 1));
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}
