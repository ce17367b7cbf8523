/**
 * At each k the greatest of the `width` values after it, (k, k + width], with a monotone queue in one pass.
 * NaN where fewer remain.
 */
export function maximumAhead(values: Float64Array, width: number): Float64Array {
  const length = values.length;
  const maxima = new Float64Array(length).fill(NaN);
  const queue = new Int32Array(length);
  let head = 0;
  let tail = 0;
  for (let at = 0; at < length; at++) {
    while (tail > head && values[queue[tail - 1]] <= values[at]) tail--;
    queue[tail++] = at;
    const before = at - width;
    if (queue[head] <= before) head++;
    if (before >= 0) maxima[before] = values[queue[head]];
  }
  return maxima;
}
