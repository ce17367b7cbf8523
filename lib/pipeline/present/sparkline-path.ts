/** A small line, as SVG path data; every gap starts a new stroke. */
export interface SparklineModel {
  readonly path: string;
  readonly end: { readonly x: number; readonly y: number } | null;
}

const MARGIN = 2;

/** `values` oldest first over the whole width; null is a gap. The line fills the height between its own ends. */
export function sparklinePath(
  values: readonly (number | null)[],
  { width, height }: { readonly width: number; readonly height: number },
): SparklineModel {
  const known = values.filter((value): value is number => value !== null);
  if (known.length < 2) return { path: "", end: null };
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const x = (index: number) => round(MARGIN + (index / (values.length - 1)) * (width - 2 * MARGIN));
  const y = (value: number) => {
    const share = span === 0 ? 1 / 2 : (value - low) / span;
    return round(height - MARGIN - share * (height - 2 * MARGIN));
  };
  const path = values
    .map((value, index) => {
      if (value === null) return "";
      const begins = index === 0 || values[index - 1] === null;
      return `${begins ? "M" : "L"}${x(index)} ${y(value)}`;
    })
    .join("");
  const last = values.findLastIndex((value) => value !== null);
  return { path, end: { x: x(last), y: y(values[last] as number) } };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
