/** About a kilometre. */
const DIGITS = 2;

/** `53.35° N, 6.26° W`; null where the place is not known. */
export function formatPlace(latitudeDegrees: number | null, longitudeDegrees: number | null): string | null {
  if (latitudeDegrees === null || longitudeDegrees === null) return null;
  const latitude = degrees(latitudeDegrees, "N", "S");
  return `${latitude}, ${degrees(longitudeDegrees, "E", "W")}`;
}

function degrees(value: number, positive: string, negative: string): string {
  const size = Math.abs(value).toFixed(DIGITS);
  return `${size}° ${value < 0 ? negative : positive}`;
}
