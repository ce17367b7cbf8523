/**
 * The values from the first known one on, with every gap filled: short ones by a straight line, longer ones by the same
 * time of the season before (else after), moved to the level that the gap's edges have. `knownCount` were measured.
 */
export function fillGaps(
  values: Float64Array,
  seasonSteps: number,
): { readonly values: Float64Array; readonly knownCount: number } {
  let first = 0;
  while (first < values.length && Number.isNaN(values[first])) first++;
  const filled = values.slice(first);
  let knownCount = 0;
  for (const value of filled) if (!Number.isNaN(value)) knownCount++;
  if (knownCount === filled.length) return { values: filled, knownCount };
  for (let start = 1; start < filled.length; start++) {
    if (!Number.isNaN(filled[start])) continue;
    let end = start;
    while (end < filled.length && Number.isNaN(filled[end])) end++;
    fillOne(filled, start, end, seasonSteps);
    start = end;
  }
  return { values: filled, knownCount };
}

/** Gaps up to this share of a season are bridged by a line: a season's shape says nothing about less. */
const LINE_SHARE_OF_SEASON = 1 / 8;

/** Fills values[start..end): everything before `start` is known or filled already. */
function fillOne(values: Float64Array, start: number, end: number, seasonSteps: number): void {
  const length = end - start;
  const before = values[start - 1];
  const after = end < values.length ? values[end] : before;
  const isShort = seasonSteps <= 1 || length <= Math.max(1, seasonSteps * LINE_SHARE_OF_SEASON);
  if (isShort || start < seasonSteps + 1) {
    for (let i = 0; i < length; i++) values[start + i] = before + ((after - before) * (i + 1)) / (length + 1);
    return;
  }
  const shiftBefore = before - values[start - 1 - seasonSteps];
  for (let i = 0; i < length; i++) values[start + i] = values[start + i - seasonSteps] + shiftBefore;
  if (end >= values.length || end < seasonSteps) return;
  const rest = after - (values[end - seasonSteps] + shiftBefore);
  for (let i = 0; i < length; i++) values[start + i] += (rest * (i + 1)) / (length + 1);
}
