/** A scale on which a series' errors are alike: logarithms where nothing is below zero, else the values as they are. */
export interface ValueScale {
  forward(value: number): number;
  back(scaled: number): number;
}

const AS_IS: ValueScale = { forward: (value) => value, back: (scaled) => scaled };
/** Values under this share of the middle one would be far outliers among the logarithms. */
const NEAR_ZERO_SHARE = 0.01;
/** Then so much of the middle value is added first, as log1p does for counts. */
const OFFSET_SHARE = 0.1;

function logarithmic(offset: number): ValueScale {
  return {
    forward: (value) => Math.log(value + offset),
    back: (scaled) => Math.exp(scaled) - offset,
  };
}

/** The scale for a series, from its known values. */
export function valueScaleOf(values: Float64Array): ValueScale {
  const positive = Float64Array.from(values.filter((value) => value > 0)).sort();
  let least = Infinity;
  for (const value of values) if (value < least) least = value;
  if (least < 0 || positive.length === 0) return AS_IS;
  const middle = positive[positive.length >> 1];
  return logarithmic(least < NEAR_ZERO_SHARE * middle ? OFFSET_SHARE * middle : 0);
}
