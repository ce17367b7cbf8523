/** 0 before 0, x between, 1 after 1. */
export function ramp(x: number): number {
  return Math.min(1, Math.max(0, x));
}

/** The same without corners. */
export function smoothRamp(x: number): number {
  const along = ramp(x);
  return along * along * (3 - 2 * along);
}
